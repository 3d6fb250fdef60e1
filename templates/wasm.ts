/** The steps as a module of WebAssembly, in a bundle written out as text. */
export const wasm = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array()
