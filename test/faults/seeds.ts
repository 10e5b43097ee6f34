/** Chance that can be repeated: what the runs that kill the program at random share. */
import type { Behaviour } from '../../src-main/adapters/practice/misbehaviour'
import { LONG } from '../support/properties'

const FIRST_SEED = Number(process.env.DESKBELL_FIRST_SEED ?? 1)

/** As many seeds as are asked for in the long run, `few` in every other. */
export const seeds = (few: number): number[] => {
  const count = LONG ? Number(process.env.DESKBELL_SEEDS ?? 20) : few
  return Array.from({ length: count }, (_, i) => FIRST_SEED + i)
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
export const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A carrier on a bad day: it drops answers, answers 503 after accepting, accepts slowly and lists late. */
export const badDay = (seed: number): Behaviour => ({
  seed,
  dropAnswer: { probability: 0.02 },
  failAfterAccepting: { probability: 0.02 },
  refuseBefore: { probability: 0.01 },
  slowAcceptMs: [0, 250],
  listLagMs: 400,
  pace: 0.05,
})
