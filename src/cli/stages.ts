/** The stages that `spikec inspect` can show. */
export const STAGES = ['ast', 'model', 'ir', 'ts', 'wat', 'schedule', 'timings'] as const
export type Stage = (typeof STAGES)[number]
