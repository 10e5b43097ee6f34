/** The system's own window to choose a folder or a file in. */
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import type { Chooser } from '../../../services/ports'
import { say } from '#shared/phrases/say'

export const createChooser = (window: () => BrowserWindow | null): Chooser => {
  const ask = async (options: OpenDialogOptions): Promise<string | null> => {
    const over = window()
    const { canceled, filePaths } = over
      ? await dialog.showOpenDialog(over, options)
      : await dialog.showOpenDialog(options)
    return canceled ? null : (filePaths[0] ?? null)
  }
  return {
    folder: (at) =>
      ask({
        title: say('desk.choose-folder'),
        defaultPath: at,
        properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
      }),
    file: (at, endings) =>
      ask({
        title: say('desk.backup-or-database'),
        defaultPath: at,
        properties: ['openFile', 'dontAddToRecent'],
        filters: [{ name: say('desk.backups-and-databases'), extensions: [...endings] }],
      }),
  }
}
