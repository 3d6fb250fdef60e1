/** The models that are built within a measuring process, and their own equations. */
import type { Network } from 'spikec'
import brunel from '../models/brunel.js'
import cobahh from '../models/cobahh.js'
import cuba from '../models/cuba.js'
import dense from '../models/dense.js'
import gapJunctions from '../models/gap-junctions.js'
import hh from '../models/hh.js'
import { HH_EQUATIONS } from '../models/hh-neurons.js'
import linear from '../models/linear.js'
import noise, { OU_EQUATIONS } from '../models/noise.js'
import { LIF_EQUATIONS, type Parameters } from '../models/parameters.js'
import poisson from '../models/poisson.js'
import stdp from '../models/stdp.js'
import stp from '../models/stp.js'
import type { ModelName } from '../workloads.js'

export const models: Readonly<Record<ModelName, (parameters: Parameters) => Network>> = {
  brunel,
  cobahh,
  cuba,
  dense,
  'gap-junctions': gapJunctions,
  hh,
  linear,
  noise,
  poisson,
  stdp,
  stp,
}

export const equations: Readonly<Record<ModelName, string>> = {
  brunel: '',
  cobahh: HH_EQUATIONS,
  cuba: LIF_EQUATIONS,
  dense: LIF_EQUATIONS,
  'gap-junctions': '',
  hh: HH_EQUATIONS,
  linear: LIF_EQUATIONS,
  noise: OU_EQUATIONS,
  poisson: '',
  stdp: '',
  stp: '',
}
