// dense N SECONDS SEED WEIGHTS PRECISION: bench/models/dense.ts, its weights `matrix`, `single` or `vectors`. No seed is used.
#include "lif.hpp"
#include <string>

constexpr double mV = 1e-3;
constexpr double pi = 3.14159265358979323846;

double heavy(double root, double tail, int k) {
  const double x = std::fmod((k + 1) * std::sqrt(root), 1.0);
  return std::pow(x / (1 - x), tail);
}

template <typename Real, typename Weight> void run(int n, int64_t steps, bool stored) {
  Lif<Real> P(n);
  std::vector<double> source_e(n), source_i(n);
  std::vector<Real> target_e(n), target_i(n);
  for (int k = 0; k < n; k++) {
    P.v[k] = Vr + spread(k) * (Vt - Vr);
    source_e[k] = 0.0035 * heavy(2, 0.6, k) * mV;
    source_i[k] = -0.0023 * heavy(5, 0.6, k) * mV;
    target_e[k] = 1 + 0.8 * std::sin(6 * pi * k / n);
    target_i[k] = heavy(3, 0.3, k);
  }
  std::vector<Weight> W_e(stored ? size_t(n) * n : 0), W_i(W_e.size());
  if (stored)
    for (size_t i = 0; i < size_t(n); i++)
      for (int j = 0; j < n; j++) {
        W_e[i * n + j] = source_e[i] * target_e[j];
        W_i[i * n + j] = source_i[i] * target_i[j];
      }

  Real *__restrict ge = P.ge.data(), *__restrict gi = P.gi.data();
  const double sim_s = seconds(steps, [&](int64_t now) {
    P.step(now);
    for (size_t i : P.spiked) {
      if (stored) {
        const Weight *__restrict e = &W_e[i * n], *__restrict w = &W_i[i * n];
        for (int j = 0; j < n; j++) ge[j] += e[j];
        for (int j = 0; j < n; j++) gi[j] += w[j];
      } else {
        const Real e = source_e[i], w = source_i[i];
        for (int j = 0; j < n; j++) ge[j] += e * target_e[j];
        for (int j = 0; j < n; j++) gi[j] += w * target_i[j];
      }
    }
    P.reset();
  });
  report(sim_s, P.count);
}

int main(int, char **argv) {
  const int n = std::atoi(argv[1]);
  const int64_t steps = std::llround(std::atof(argv[2]) / dt);
  const std::string weights = argv[4], precision = argv[5];
  const bool stored = weights != "vectors";
  if (precision == "single") run<float, float>(n, steps, stored);
  else if (weights == "single") run<double, float>(n, steps, stored);
  else run<double, double>(n, steps, stored);
}
