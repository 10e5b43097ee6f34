/** Which pictures are shown: by their first bytes, whatever the sender called them. */
import { expect, test } from 'vitest'
import { pictureType } from '../../src-main/core/office/pictures'

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test.each([
  ['a photograph', bytes('\xff\xd8\xff\xe0JFIF'), 'image/jpeg'],
  ['a drawing', bytes('\x89PNG\r\n\x1a\n rest'), 'image/png'],
  ['an animation', bytes('GIF89a…'), 'image/gif'],
  ['an older animation', bytes('GIF87a…'), 'image/gif'],
  ['a WebP', bytes('RIFF\x10\x00\x00\x00WEBPVP8 '), 'image/webp'],
  ['a sound in the same wrapping', bytes('RIFF\x10\x00\x00\x00WAVEfmt '), null],
  ['a drawing that may hold scripts', bytes('<svg onload="alert(1)">'), null],
  ['a page', bytes('<!doctype html>'), null],
  ['a program', bytes('MZ\x90\x00'), null],
  ['a document', bytes('%PDF-1.7'), null],
  ['a PNG that is cut off', bytes('\x89PNG\r\n'), null],
  ['nothing', new Uint8Array(), null],
])('%s', (_name, given, type) => expect(pictureType(given)).toBe(type))
