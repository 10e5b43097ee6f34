/** Serves the built renderer to both hosts: path check, MIME type, content security policy. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
}

/** Nothing but our own files; styles inline because Mantine inserts `<style>`, scripts never. */
export const policy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')

/**
 * Answers one request for a file of the page.
 * @param root folder of the built renderer
 * @param connect what the page may connect to: `'self'` with its WebSocket in the browser host, `'none'` in Electron
 */
export const createPage =
  (root: string, connect: string) =>
  async (request: Request): Promise<Response> => {
    const headers = {
      'Content-Security-Policy': policy(connect),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    }
    const refuse = (status: number) =>
      new Response(status === 404 ? 'Not found' : 'Refused', { status, headers })
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    let name: string
    try {
      name = decodeURIComponent(new URL(request.url).pathname)
    } catch {
      return refuse(400)
    }
    if (name === '/') name = '/index.html'
    // Decoded once and then taken literally: what still looks like a way out is refused, not normalised.
    if (name.includes('\0') || name.includes('\\') || name.includes('%') || name.split('/').includes('..'))
      return refuse(400)
    const file = path.join(root, name)
    if (!file.startsWith(root + path.sep)) return refuse(400)
    const type = TYPES[path.extname(file)]
    if (!type) return refuse(404)
    try {
      return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': type } })
    } catch {
      return refuse(404)
    }
  }
