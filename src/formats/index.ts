/**
 * Files of numbers, read from their bytes: `spikec/formats`. Nothing of it needs Node, so that a page can read what it has
 * fetched or been given.
 */
export { type Diagnostic, SpikecError } from '../diagnostics/index.js'
export type { EdgeColumn, EdgeList } from './edge-list.js'
export {
  type DenseMatrix,
  type Format,
  type ReadEdgesOptions,
  type ReadMatrixOptions,
  readEdges,
  readMatrix,
} from './read.js'
export type { Inflate } from './zip.js'
