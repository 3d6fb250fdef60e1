/**
 * What people get wrong with units, as a table: each pattern proposes changes of the text for a mismatch. Proposals are tried
 * before they are said (advice.ts), so a pattern need not be sure; it must only be what the field would think of.
 * The first pattern that has a proposal which holds is the one that speaks.
 */

import type { Mismatch, Proposal } from './mismatch.js'
import {
  argument,
  argumentByUnit,
  currentForVoltage,
  drivingForce,
  forgottenDuration,
  forgottenFactor,
  forgottenTimeConstant,
  noise,
  wrongTarget,
} from './physics.js'
import {
  bareNumber,
  constantInWrongUnit,
  inverse,
  multipliedForDivided,
  plainConstant,
  plainNumber,
  takeUnitAway,
  wrongUnit,
} from './values.js'

export interface Pattern {
  readonly name: string
  readonly propose: (mismatch: Mismatch) => readonly Proposal[]
}

export const PATTERNS: readonly Pattern[] = [
  { name: 'bare number', propose: bareNumber },
  { name: 'wrong unit', propose: wrongUnit },
  { name: 'plain constant', propose: plainConstant },
  { name: 'constant in the wrong unit', propose: constantInWrongUnit },
  { name: 'driving force', propose: drivingForce },
  { name: 'multiplied for divided', propose: multipliedForDivided },
  { name: 'argument', propose: argument },
  { name: 'argument by a unit', propose: argumentByUnit },
  { name: 'forgotten factor', propose: forgottenFactor },
  { name: 'current for voltage', propose: currentForVoltage },
  { name: 'noise', propose: noise },
  { name: 'forgotten time constant', propose: forgottenTimeConstant },
  { name: 'inverse', propose: inverse },
  { name: 'wrong target', propose: wrongTarget },
  { name: 'forgotten duration', propose: forgottenDuration },
  { name: 'plain number', propose: plainNumber },
  { name: 'unit taken away', propose: takeUnitAway },
]
