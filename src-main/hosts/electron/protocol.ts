/** The page comes from `app://deskbell`, never from `file://`: a path check, a MIME type and a policy on every answer. */
import { protocol } from 'electron'
import { createPage } from '../page'

export const SCHEME = 'app'
export const SCHEME_PRIVILEGES = { standard: true, secure: true, supportFetchAPI: true }
export const ORIGIN = `${SCHEME}://deskbell`

/** Serves the built renderer; the page may connect to nothing. */
export const servePage = (root: string): void => {
  const page = createPage(root, "'none'")
  protocol.handle(SCHEME, (request) =>
    new URL(request.url).host === 'deskbell' ? page(request) : new Response('Refused', { status: 403 }),
  )
}
