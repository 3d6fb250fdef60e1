/** What a bundle's simulation holds; each bundle has its own in its place. */
import type { SimulationDescription } from 'spikec/runtime'

export declare const description: SimulationDescription
