/** The forms that weights may be given in, as on docs/weights.md: what is there before the clock starts, and what is timed. */
import { join } from 'node:path'
import {
  type Edges,
  edges,
  loadEdges,
  loadMatrix,
  matrix,
  type NeuronGroup,
  Synapses,
  saveEdges,
  saveMatrix,
} from 'spikec'

/** What a user has in hand is prepared, an array, edges or a file; what comes of it is timed. */
type Form = (N: number, folder: string) => (P: NeuronGroup) => Synapses

const form =
  <D>(prepare: (N: number, folder: string) => D, bind: (P: NeuronGroup, data: D) => Synapses): Form =>
  (N, folder) => {
    const data = prepare(N, folder)
    return (P) => bind(P, data)
  }
const nothing = () => undefined

type Given = Exclude<ConstructorParameters<typeof Synapses>[2], undefined>
const synapses = (P: NeuronGroup, namespace: Given['namespace'] = {}, model = 'w : volt') =>
  new Synapses(P, P, { model, on_pre: 'v += w', namespace })

/** An outer product, which is dense, or the same with nine in ten entries left out. */
function weights<A extends Float64Array | Float32Array>(W: A, N: number, kept = 1): A {
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++)
      W[i * N + j] = (7 * i + 3 * j) % 10 < 10 * kept ? (1 + strength(i)) * (1 + strength(j)) : 0
  }
  return W
}
const strength = (k: number) => (k * Math.SQRT2) % 1

const dense = (N: number, kept?: number) => matrix(weights(new Float64Array(N * N), N, kept), [N, N], 'mV')
const full = (N: number) => dense(N)
const sparse = (N: number) => edges(dense(N, 0.1))
const vectors = (N: number) => {
  const u = Float64Array.from({ length: N }, (_, k) => 1 + strength(k))
  return { u, f: u }
}
const ofVectors = ({ u, f }: ReturnType<typeof vectors>) => ({ u: matrix(u, [u.length], 'mV'), f })

const written = (ending: 'npz' | 'mtx' | 'csv') => (N: number, folder: string) => {
  const file = join(folder, `weights-${N}.${ending}`)
  saveEdges(file, sparse(N))
  return file
}
const fromFile = (P: NeuronGroup, file: string) => fromEdges(P, loadEdges(file, { unit: 'mV' }))
const fromEdges = (P: NeuronGroup, E: Edges) => synapses(P).connect(E).set({ w: E.values })

export const FORMS: Readonly<Record<string, Form>> = {
  'dense, 8 bytes': form(full, (P, W) => synapses(P, { W }).connect().set({ w: 'W[i,j]' })),
  'dense, 4 bytes': form(
    (N) => matrix(weights(new Float32Array(N * N), N), [N, N], 'mV'),
    (P, W) => synapses(P, { W }).connect().set({ w: 'W[i,j]' }),
  ),
  'dense without diagonal': form(full, (P, W) => synapses(P, { W }).connect('i != j').set({ w: 'W[i,j]' })),
  'flat, in order': form(
    (N) => matrix(weights(new Float64Array(N * N), N), [N * N], 'mV'),
    (P, w) => synapses(P).connect().set({ w }),
  ),
  '.npy': form(
    (N, folder) => {
      const file = join(folder, `weights-${N}.npy`)
      saveMatrix(file, dense(N))
      return file
    },
    (P, file) =>
      synapses(P)
        .connect()
        .set({ w: loadMatrix(file, { unit: 'mV' }) }),
  ),
  'an expression': form(nothing, (P) => synapses(P).connect().set({ w: '0.1*mV*exp(-abs(i - j)/50)' })),
  'at random': form(nothing, (P) => synapses(P).connect().set({ w: '0.1*mV*rand()' })),
  'outer product, stored': form(vectors, (P, data) => synapses(P, ofVectors(data)).connect().set({ w: 'u[i]*f[j]' })),
  'outer product, computed': form(vectors, (P, data) => synapses(P, ofVectors(data), 'w = u[i]*f[j] : volt').connect()),
  'one for all': form(nothing, (P) => synapses(P).connect().set({ w: '0.1*mV' })),
  'non-zero entries': form(
    (N) => dense(N, 0.1),
    (P, W) => synapses(P).connect(W).set({ w: W }),
  ),
  'a tenth at random': form(nothing, (P) => synapses(P).connect({ p: 0.1 }).set({ w: '0.1*mV*rand()' })),
  triplets: form(sparse, fromEdges),
  'four connects': form(
    (N) => {
      const { i, j, values, N: all } = sparse(N)
      const quarter = Math.ceil(all / 4)
      const parts = [0, 1, 2, 3].map((k) => {
        const part = (list: ArrayLike<number>) => Int32Array.from(list).slice(k * quarter, (k + 1) * quarter)
        return { i: part(i), j: part(j) }
      })
      return { parts, values }
    },
    (P, { parts, values }) => {
      const S = synapses(P)
      for (const part of parts) S.connect(part)
      return S.set({ w: values })
    },
  ),
  '.npz': form(written('npz'), fromFile),
  '.mtx': form(written('mtx'), fromFile),
  '.csv': form(written('csv'), fromFile),
}
