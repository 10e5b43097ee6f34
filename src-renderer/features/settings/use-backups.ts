import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api'

export const useBackups = () => useQuery({ queryKey: ['backups', 'get'], queryFn: () => api.backups.get({}) })
export type Backups = NonNullable<ReturnType<typeof useBackups>['data']>
export type Backup = Backups['list'][number]

export const setPassphrase = (passphrase: string) => api.backups.setPassphrase({ passphrase })
export const setFolder = (folder: string) => api.backups.setFolder({ folder })
export const backUpNow = () => api.backups.now({})
export const restore = (file: string, passphrase: string) =>
  api.backups.restore({ file, passphrase: passphrase || null })
export const openArchive = (file: string, passphrase: string, mode: 'practice' | 'live') =>
  api.backups.openArchive({ file, passphrase: passphrase || null, mode })
