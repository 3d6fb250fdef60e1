// The neurons of bench/models/parameters.ts, written by hand: what a programmer would write for this one model.
#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

constexpr double dt = 1e-4, taum = 20e-3, taue = 5e-3, taui = 10e-3, Vt = -50e-3, Vr = -60e-3, El = -49e-3;
constexpr int refractory_steps = 50;

/** Evenly spread from 0 to 1. */
inline double spread(int64_t i) { return std::fmod(i * 0.6180339887498949, 1.0); }

template <typename Real> struct Lif {
  std::vector<Real> v, ge, gi;
  std::vector<int32_t> last, spiked;
  std::vector<uint8_t> fired;
  int64_t count = 0;

  explicit Lif(int n) : v(n), ge(n), gi(n), last(n, -refractory_steps), fired(n) { spiked.reserve(n); }

  /** The exact solution over one step, then the threshold; leaves the neurons that spiked in `spiked`. */
  void step(int32_t now) {
    const Real m = std::exp(-dt / taum), e = std::exp(-dt / taue), i = std::exp(-dt / taui);
    const Real from_e = taue / (taue - taum) * (std::exp(-dt / taue) - std::exp(-dt / taum));
    const Real from_i = taui / (taui - taum) * (std::exp(-dt / taui) - std::exp(-dt / taum));
    const Real rest = El * (1 - std::exp(-dt / taum)), threshold = Vt;
    const int n = v.size();
    Real *__restrict V = v.data(), *__restrict E = ge.data(), *__restrict I = gi.data();
    const int32_t *__restrict L = last.data();
    uint8_t *__restrict F = fired.data();
    for (int k = 0; k < n; k++) {
      const bool active = now - L[k] >= refractory_steps;
      const Real next = active ? rest + m * V[k] + from_e * E[k] + from_i * I[k] : V[k];
      V[k] = next;
      E[k] *= e;
      I[k] *= i;
      F[k] = active & (next > threshold);
    }
    spiked.clear();
    for (int k = 0; k < n; k++)
      if (F[k]) spiked.push_back(k);
    for (int k : spiked) last[k] = now;
    count += spiked.size();
  }

  void reset() {
    for (int k : spiked) v[k] = Vr;
  }
};

/** Times `step(0) ... step(steps - 1)`. */
template <typename Step> double seconds(int64_t steps, Step step) {
  const auto start = std::chrono::steady_clock::now();
  for (int64_t k = 0; k < steps; k++) step(k);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

inline void report(double sim_s, int64_t spikes) {
  std::printf("{\"sim_s\": %.6f, \"spikes\": %lld}\n", sim_s, static_cast<long long>(spikes));
}
