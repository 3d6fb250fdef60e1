// cuba N SECONDS SEED [alone]: bench/models/cuba.ts; `alone`, without synapses, bench/models/linear.ts.
#include "lif.hpp"
#include <random>
#include <string>

int main(int, char **argv) {
  const int n = std::atoi(argv[1]);
  const int64_t steps = std::llround(std::atof(argv[2]) / dt);
  std::mt19937_64 random(std::atoi(argv[3]));
  const bool alone = argv[4] && std::string(argv[4]) == "alone";
  Lif<double> P(n);
  std::uniform_real_distribution<double> uniform;
  for (int i = 0; i < n; i++) P.v[i] = Vr + (alone ? spread(i) : uniform(random)) * (Vt - Vr);

  std::vector<int64_t> rows(n + 1);
  std::vector<int32_t> targets;
  std::geometric_distribution<int64_t> skipped(alone ? 1 : 80.0 / n);
  for (int i = 0; i < n; i++) {
    rows[i] = targets.size();
    for (int64_t j = alone ? n : skipped(random); j < n; j += 1 + skipped(random)) targets.push_back(j);
  }
  rows[n] = targets.size();

  const double we = 1.62e-3, wi = -9e-3;
  const int first_inhibitory = 4 * (n / 5);
  const double sim_s = seconds(steps, [&](int64_t now) {
    P.step(now);
    for (int i : P.spiked) {
      const bool excitatory = i < first_inhibitory;
      double *__restrict g = excitatory ? P.ge.data() : P.gi.data();
      const double w = excitatory ? we : wi;
      for (int64_t s = rows[i]; s < rows[i + 1]; s++) g[targets[s]] += w;
    }
    P.reset();
  });
  report(sim_s, P.count);
}
