/** Backups, archives and copies. */
export const backups = {
  'backups.wrong-passphrase': 'This passphrase does not open the backup.',
  'backups.file-damaged': 'The file is damaged, or it is no backup of Deskbell. Try another one.',
  'backups.disk-full': 'The disk is full. Free some space, then try again.',
  'backups.folder-not-writable':
    'The folder of the backups cannot be written to. Choose another one, or connect its drive.',
  'backups.no-such-file': 'There is no such file.',
  'backups.foreign-tables':
    'Something else changed this copy: its tables are not those that Deskbell makes. It is not opened, and nothing was changed.',
  'backups.too-large': 'This file would unpack to far more than a backup of Deskbell does. It is not opened.',
  'backups.failed': 'The backup did not work. Try again.',
  'backups.choose-passphrase': 'Choose a passphrase first: backups are encrypted with it.',
  'backups.type-passphrase': 'Type the passphrase of this backup.',
  'backups.short-passphrase':
    'At least 10 characters: four or five words that do not belong together are good.',
  'backups.opens-already': 'A backup is being opened already. Wait a moment.',
  'backups.newer-version':
    'This backup was made by a newer version of Deskbell ({version}). Update Deskbell to open it.',
  'backups.foreign-settings':
    'The settings in this backup are not those of Deskbell: something else changed them. It is not opened.',
  'backups.no-admin':
    'Nobody is Admin in this backup: with it, nobody could change the settings any more. It is not opened.',
  'backups.admin-without-pin':
    'In this backup an Admin has no PIN although there are other users: anybody could be Admin with it. It is not opened.',
  'backups.no-data-of-mode': 'There is no {mode} data in this backup.',
  'backups.full-path': 'Type the full path of a folder.',
  'backups.no-such-folder': 'There is no such folder. Choose another, or have it made.',
  'backups.folder-not-readable': 'This folder cannot be read.',
  'backups.choose-from-list': 'Choose from the list.',
  'backups.choose-or-type': 'Choose a backup, or type where it is.',
  'backups.carrier-asked': 'The carrier is still being asked.',
} as const
