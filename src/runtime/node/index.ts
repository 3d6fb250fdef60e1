/** What a bundle for Node carries beside the simulation itself. */
export { type DataEntry, type DataTable, dataBeside, embeddedData } from './data.js'
export { isProgram, runProgram } from './program.js'
