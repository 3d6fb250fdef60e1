// hh N SECONDS: bench/models/hh.ts.
#include "lif.hpp"

constexpr double mV = 1e-3, ms = 1e-3, nS = 1e-9, area = 20000e-12, Cm = 1e-2 * area, gl = 5e-1 * area;
constexpr double g_na = 1000 * area, g_kd = 300 * area, leak = -40 * mV, EK = -90 * mV, ENa = 50 * mV, VT = -63 * mV;
constexpr double Ee = 0, Ei = -80 * mV;

/** `(exp(x) - 1)/x`, and 1 at 0. */
inline double exprel(double x) { return std::fabs(x) < 1e-9 ? 1 : (std::exp(x) - 1) / x; }

/** One step of the exponential Euler method for `dx/dt = a - b*x`. */
inline double relaxed(double x, double a, double b) {
  const double rest = a / b;
  return rest + (x - rest) * std::exp(-b * dt);
}

int main(int, char **argv) {
  const int n = std::atoi(argv[1]);
  const int64_t steps = std::llround(std::atof(argv[2]) / dt);
  std::vector<double> v_(n), m_(n), n_(n), h_(n), ge_(n), gi_(n);
  std::vector<int32_t> last(n, -30);
  for (int i = 0; i < n; i++) {
    v_[i] = -70 * mV + spread(i) * 10 * mV;
    ge_[i] = spread(i) * 40 * nS;
    gi_[i] = spread(i) * 200 * nS;
  }
  double *__restrict V = v_.data(), *__restrict M = m_.data(), *__restrict N = n_.data(), *__restrict H = h_.data();
  double *__restrict E = ge_.data(), *__restrict I = gi_.data();
  const double decay_e = std::exp(-dt / taue), decay_i = std::exp(-dt / taui);
  int64_t count = 0;
  const double sim_s = seconds(steps, [&](int64_t now) {
    for (int k = 0; k < n; k++) {
      const double v = V[k], m = M[k], h = H[k], q = N[k], ge = E[k], gi = I[k], u = (v - VT) / mV;
      const double am = 0.32 * 4 / exprel((13 - u) / 4) / ms, bm = 0.28 * 5 / exprel((u - 40) / 5) / ms;
      const double ah = 0.128 * std::exp((17 - u) / 18) / ms, bh = 4 / (1 + std::exp((40 - u) / 5)) / ms;
      const double an = 0.032 * 5 / exprel((15 - u) / 5) / ms, bn = 0.5 * std::exp((10 - u) / 40) / ms;
      const double na = g_na * m * m * m * h, kd = g_kd * q * q * q * q;
      V[k] = relaxed(v, (gl * leak + ge * Ee + gi * Ei + na * ENa + kd * EK) / Cm, (gl + ge + gi + na + kd) / Cm);
      M[k] = relaxed(m, am, am + bm);
      H[k] = relaxed(h, ah, ah + bh);
      N[k] = relaxed(q, an, an + bn);
      E[k] = ge * decay_e;
      I[k] = gi * decay_i;
    }
    for (int k = 0; k < n; k++)
      if (V[k] > -20 * mV && now - last[k] >= 30) {
        last[k] = now;
        count++;
      }
  });
  report(sim_s, count);
}
