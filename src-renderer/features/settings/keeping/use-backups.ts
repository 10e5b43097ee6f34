import { api } from '../../../app/client/api'
import { useAnswer } from '../../../app/client/use-answer'

export const useBackups = () => useAnswer('backups.get', {})
export type Backups = NonNullable<ReturnType<typeof useBackups>['data']>
export type Backup = Backups['list'][number]

export const setPassphrase = (passphrase: string) => api.backups.setPassphrase({ passphrase })
export const setFolder = (folder: string, make: boolean) => api.backups.setFolder({ folder, make })
export const choosePath = (what: 'folder' | 'file', at: string) => api.backups.choose({ what, at })
export const useFolder = (folder: string, wanted: boolean) =>
  useAnswer('backups.look', { folder }, { enabled: wanted, retry: false })
export const backUpNow = () => api.backups.now({})
export const restore = (file: string, passphrase: string) =>
  api.backups.restore({ file, passphrase: passphrase || null })
export const openArchive = (file: string, passphrase: string, mode: 'practice' | 'live') =>
  api.backups.openArchive({ file, passphrase: passphrase || null, mode })
