import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** Builds an empty page of antd as the console is built, and serves it compressed as the console is. */
export const serveEmptyPage = async (): Promise<{ readonly url: string; readonly close: () => void }> => {
  const outDir = mkdtempSync(join(tmpdir(), 'tongchou-empty-'))
  const { build } = await import('vite')
  const { default: react } = await import('@vitejs/plugin-react')
  await build({
    ...{ configFile: false, root: join(import.meta.dirname, 'empty'), plugins: [react()] },
    ...{ logLevel: 'warn', mode: 'production' },
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  })
  // Compressed once, before anybody asks, as the console's files are.
  const files = new Map(
    globSync('**/*.{html,js,css}', { cwd: outDir }).map((file) => [
      `/${file}`,
      brotliCompressSync(readFileSync(join(outDir, file))),
    ]),
  )
  const server = createServer(({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : url
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
    response.setHeader('content-encoding', 'br')
    response.end(files.get(path))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
