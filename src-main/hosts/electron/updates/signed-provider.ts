/** Where electron-updater asks: the description is believed only with its signature. Nothing is told about this PC. */
import { CancellationToken, Provider, type UpdateInfo } from 'electron-updater'
import {
  parseUpdateInfo,
  type ProviderRuntimeOptions,
  resolveFiles,
} from 'electron-updater/out/providers/Provider.js'
import { UpdateError } from '../../../services/ports'
import { checkSignature, readDescription } from './signed-description'

const LONGEST_MS = 60_000

export type Feed = { url: string; publicKey: string; ending: string }

export class SignedProvider extends Provider<UpdateInfo> {
  readonly #feed: Feed
  readonly #base: URL
  constructor(options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
    super(runtime)
    this.#feed = options as Feed
    const { url } = this.#feed
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`)
  }

  /** electron-updater would send a number that stands for this PC. */
  override setRequestHeaders(): void {
    super.setRequestHeaders({ 'Cache-Control': 'no-cache' })
  }

  async getLatestVersion(): Promise<UpdateInfo> {
    const name = `${this.getDefaultChannelName()}.yml`
    const token = new CancellationToken()
    const timer = setTimeout(() => token.cancel(), LONGEST_MS)
    const read = async (file: string, missing: UpdateError['why']) => {
      try {
        return (await this.httpRequest(new URL(file, this.#base), null, token)) ?? ''
      } catch (error) {
        if ((error as { statusCode?: unknown }).statusCode === 404) throw new UpdateError(missing)
        throw error
      }
    }
    try {
      const yml = await read(name, 'missing')
      checkSignature(name, yml, await read(`${name}.sig`, 'signature'), this.#feed.publicKey)
      const { notes, ...rest } = readDescription(parsed(yml, name, this.#base), this.#feed.ending)
      return { ...rest, releaseNotes: notes }
    } finally {
      clearTimeout(timer)
    }
  }

  resolveFiles(description: UpdateInfo) {
    return resolveFiles(description, this.#base)
  }
}

const parsed = (yml: string, name: string, base: URL): unknown => {
  try {
    return parseUpdateInfo(yml, name, base)
  } catch {
    throw new UpdateError('unreadable')
  }
}
