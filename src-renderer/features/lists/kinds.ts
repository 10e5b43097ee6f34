import { KIND_PLURAL, optionsOf } from '../../ui/words'

export const EVERYONE = 'all'
export const KIND_CHOICES = [{ value: EVERYONE, label: 'Everyone' }, ...optionsOf(KIND_PLURAL)]
