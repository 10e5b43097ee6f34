/** A folder as electron-updater reads it: over HTTP, on this PC, by a path that nobody else knows, for as long as it is asked. */
import { randomBytes } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { UpdateError } from '../../../services/ports'

/** One name, no folder in it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._+~-]*$/

export const serveFolder = async (folder: string): Promise<{ url: string; close(): void }> => {
  const secret = `/${randomBytes(24).toString('base64url')}/`
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const refuse = (status: number) => response.writeHead(status).end()
    if (request.method !== 'GET' || !pathname.startsWith(secret)) return refuse(404)
    let name: string
    try {
      name = decodeURIComponent(pathname.slice(secret.length))
    } catch {
      return refuse(404)
    }
    if (!NAME.test(name)) return refuse(404)
    const file = path.join(folder, name)
    try {
      const is = statSync(file)
      if (!is.isFile()) return refuse(404)
      response.writeHead(200, { 'Content-Length': is.size })
    } catch {
      return refuse(404)
    }
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new UpdateError('unreachable')))
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${secret}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
