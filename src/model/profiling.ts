import { profileText } from '../runtime/profile.js'
import type { Network } from './network.js'

/** What each kernel took of the last run with `{ profile: true }`, as a table; `show`: how many rows. */
export function profiling_summary(net: Network, show?: number): string {
  return profileText(net.profile, show)
}
