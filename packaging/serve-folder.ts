import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Serves the files of a folder on this computer, with a policy that lets scripts come from there alone. */
export async function serveFolder(folder: string) {
  const server = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url!, 'http://localhost')
    const script = searchParams.get('script')
    response.setHeader('content-security-policy', "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/plain')
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    const page =
      script && `<!doctype html><title>wait</title><script type="module" src="/${script}"></script>`
    const content = page ?? (await readFile(join(folder, pathname)).catch(() => undefined))
    response.writeHead(content === undefined ? 404 : 200).end(content)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    /** Address of a page, or of one that loads a script. */
    pageOf: (path: string) =>
      `http://127.0.0.1:${port}/${path.endsWith('.html') ? path : `page.html?script=${path}`}`,
    close(): void {
      server.close()
      server.closeAllConnections()
    },
  }
}
