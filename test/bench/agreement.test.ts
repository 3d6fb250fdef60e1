import { describe, expect, it } from 'vitest'
import { band, equal, inPrecision, verdict, verdictText } from '../../bench/agreement.js'

describe('verdict', () => {
  it('lets equal numbers pass', () => expect(verdict(equal(0), 100, 100)).toMatchObject({ ok: true, difference: 0 }))
  it('does not mind which of them is larger', () => {
    expect(verdict(band(0.2), 80, 100)).toMatchObject({ ok: true, difference: 0.2 })
    expect(verdict(band(0.2), 100, 80)).toMatchObject({ ok: true, difference: 0.2 })
    expect(verdict(band(0.2), 79, 100).ok).toBe(false)
    expect(verdict(band(0.2), 100, 79).ok).toBe(false)
  })
  it('is not content with two networks in which nothing happens', () => {
    expect(verdict(equal(0.001), 0, 0)).toMatchObject({ ok: false, difference: 1 })
  })
  it('is not content where only one is silent', () => expect(verdict(band(0.2), 0, 100).ok).toBe(false))
})

describe('inPrecision', () => {
  it('asks for less in single precision', () => expect(inPrecision(equal(0.001), 'f32').tolerance).toBe(0.01))
  it('leaves a wide band as it is', () => expect(inPrecision(band(0.2), 'f32')).toEqual(band(0.2)))
  it('leaves double precision as it is', () => expect(inPrecision(equal(0.001), 'f64')).toEqual(equal(0.001)))
})

describe('verdictText', () => {
  it('tells the band', () =>
    expect(verdictText(verdict(band(0.2), 90, 100), 'Brian2')).toBe(
      'same work: 90 spikes of spikec, 100 of Brian2, 10 % apart; must lie within 20 %',
    ))
  it('is loud about a mismatch', () =>
    expect(verdictText(verdict(equal(0.001), 90, 100), 'Brian2')).toMatch(/^MISMATCH: 90 spikes.* equal to 0.1 %/))
})
