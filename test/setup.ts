/** Property tests try the same examples in every run; `FC_SEED=random npx vitest` goes looking for others. */
import fc from 'fast-check'

if (process.env.FC_SEED !== 'random') fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_100) })
