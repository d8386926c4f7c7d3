/** Evidence, ledger, hand-over: English. */
export const enEvidence = {
  'trouble.ledger-contradicted': 'the ledger contradicts a witness',
  'trouble.ledger-unsigned': 'the ledger is not being signed',
  'ledger.shorter':
    'The ledger is shorter: {{by}} has seen {{known}} entries, here are {{here}}. An old backup may have been restored.',
  'ledger.forked': 'The ledger is another one than {{by}} saw at {{known}} entries.',
  'ledger.what-to-do':
    'Export no evidence; tell the administrator and the inspector at once, and keep this disk as it is.',
  'ledger.unsigned': 'The ledger has not been signed since',
  'ledger.unsigned-what': 'Alarms and records go on; the administrator should look after the signer.',
  'trouble.rotted': 'an evidence file rotted or cannot be read',
} as const;
