/** Files cross the border in chunks of at most 1 MiB, never as paths. */
import { api } from '../app/client/api'

const CHUNK = 1024 * 1024

type Offer = { downloadId: string; name: string; type: string; chunks: number }

/** Fetches a file the main process has made. */
export const fetchFile = async (offer: Offer): Promise<Blob> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let index = 0; index < offer.chunks; index += 1) {
    const { base64 } = await api.files.read({ downloadId: offer.downloadId, index })
    parts.push(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
  }
  return new Blob(parts, { type: offer.type })
}

/** Hands a file to the user. */
export const saveFile = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Revoked later: the browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Fetches a file the main process has made and hands it to the user. */
export const download = async (offer: Offer): Promise<void> => saveFile(await fetchFile(offer), offer.name)

/** A chunk of a file as base64, through a data URL: `btoa` on a megabyte of spread bytes overflows the stack. */
const asBase64 = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'))
    reader.readAsDataURL(blob)
  })

/** Sends a chosen file; `onProgress` gets a share from 0 to 1. */
export const uploadFile = async (file: File, onProgress?: (share: number) => void): Promise<string> => {
  const { uploadId } = await api.files.start({
    name: file.name,
    size: file.size,
    modifiedAt: file.lastModified,
  })
  for (let index = 0; index * CHUNK < file.size; index += 1) {
    const base64 = await asBase64(file.slice(index * CHUNK, (index + 1) * CHUNK))
    await api.files.chunk({ uploadId, index, base64 })
    onProgress?.(Math.min(1, ((index + 1) * CHUNK) / file.size))
  }
  return uploadId
}
