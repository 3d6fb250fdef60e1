import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^spikec\/formats$/, replacement: source('formats/index.ts') },
      { find: /^spikec\/plot$/, replacement: source('plot/index.ts') },
      { find: /^spikec\/runtime$/, replacement: source('runtime/index.ts') },
      { find: /^spikec$/, replacement: source('index.ts') },
    ],
  },
  test: { include: ['test/**/*.test.ts'], setupFiles: ['test/setup.ts'], testTimeout: 60_000 },
})
