/** What a bundle's modules export beside its kernels; each bundle has its own in their place. */
import type { Data } from 'spikec/runtime'

/** The model's data by name: embedded in the file, or read from the one beside it. */
export declare function data(url: string): (name: string) => Data
