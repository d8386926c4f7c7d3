/** 证据、台账、移送：中文。 */
export const zhEvidence = {
  'trouble.ledger-contradicted': '台账与见证人所见不符',
  'trouble.ledger-unsigned': '台账未能签名',
  'ledger.shorter': '台账变短：{{by}} 见过 {{known}} 条，这里只有 {{here}} 条。可能恢复了旧备份。',
  'ledger.forked': '台账被换：{{by}} 在 {{known}} 条时见过的不是这一本。',
  'ledger.what-to-do': '不要导出证据；立即告知系统管理员和督察，并保存现有磁盘。',
  'ledger.unsigned': '台账自此未能签名',
  'ledger.unsigned-what': '报警和记录照常；请管理员检查签名程序。',
  'trouble.rotted': '证据文件损坏或读不出',
} as const;
