/** Texts to one person, replies and their e-mails. */
export const messages = {
  'messages.gone': 'This message does not exist any more.',
  'messages.left-already': 'This text has left already.',
  'messages.changed-one-left': 'The text that you changed has left already. Send again to send this one too.',
  'messages.earlier-taken-back':
    'The earlier text is being taken back, and the carrier has not confirmed it yet. Send again in a minute.',
  'messages.variable-as-it-stands': '“{written}” would be sent as it stands. Write what it stands for.',
  'messages.write-it': 'Write the message.',
  'messages.too-long': 'A text can have at most 1,600 characters.',

  'refused.archived': 'This record is archived. Bring it back first.',
  'refused.suppressed': 'This number has opted out. Only a START from that phone undoes it.',
  'refused.held': 'Their last text may be an opt-out. Decide that first.',
  'refused.refused': 'They said no to this kind of text.',
  'refused.replies-off': 'Replies are off in Settings, Sending: nothing is answered by text.',
  'refused.not-asked': 'They have not agreed to this kind of text. Ask them, then record the answer.',
  'refused.blocked-by-hand':
    'This number was blocked by hand. A manager can lift that in Settings, under blocked numbers.',
  'refused.nothing-to-answer':
    'This number has not written to you in the last 30 days, so there is nothing to answer. Choose Alerts.',

  'inbox.conversation-gone': 'This conversation does not exist any more.',
  'inbox.text-gone': 'This text does not exist any more.',
  'inbox.question-gone': 'This question does not exist any more.',
  'inbox.block-gone': 'This block does not exist any more.',
  'inbox.number-moved': 'This person does not have the number any more. Choose again.',

  'mail.address': 'An address looks like desk@example.com.',
  'mail.server': 'A server looks like smtp.example.com.',
  'mail.port': 'A port is a number from 1 to 65535.',
  'mail.plain-only-here': 'Without encryption only a server on this PC may be used. Choose STARTTLS or TLS.',
  'mail.plain-refused': 'Without encryption only a server on this PC may be used.',
  'mail.type-password': 'Type the password of this user.',
  'mail.type-password-again': 'Type the password again: it was stored for another server or user.',
  'mail.not-encrypted':
    'The connection to the mail server could not be encrypted. Choose the other kind of encryption, or another port.',
  'mail.login-refused': 'The mail server did not accept the user or the password{answer}.',
  'mail.no-such-server': 'There is no mail server of this name.',
  'mail.sender-refused': 'The mail server did not accept the sender’s address{answer}.',
  'mail.recipient-refused': 'The mail server did not accept the recipient’s address{answer}.',
  'mail.refused': 'The mail server did not take the e-mail{answer}.',
  'mail.certificate':
    'The certificate of the mail server is not trusted: it has expired, or belongs to another name.',
  'mail.no-answer': 'Nothing answered at this server and port.',
  'mail.no-mail-server': 'The mail server did not answer as one{answer}.',
  'mail.text-not-kept': 'The text is not kept any more.',
  'inbox.choose-somebody': 'Choose somebody from the list.',
} as const
