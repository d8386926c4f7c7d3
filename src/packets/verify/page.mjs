// The page's own part: which files were chosen or dropped, and the verdict, in Chinese first; the exact one stands below it.
import { dropped } from './browser.mjs';
import { examine } from './verify.mjs';

const output = document.querySelector('output');
const headline = document.querySelector('h2');
const headlines = {
  whole: ['完整，与封存时一致', 'Whole: as it was sealed'],
  're-packed': ['内容完整，压缩包经重新打包', 'Contents whole, in a ZIP that was packed anew'],
  'self-consistent': [
    '自身一致，尚未与法院公钥核对',
    'Self-consistent; not yet compared with the court’s key',
  ],
  altered: ['已被改动，或签名不符', 'Altered, or not signed by this court'],
  incomplete: ['不完整', 'Incomplete'],
};

function tell(line, exit) {
  const [chinese, english] = headlines[line.split(':')[0]];
  const second = document.createElement('small');
  second.lang = 'en';
  second.textContent = english;
  headline.replaceChildren(chinese, document.createElement('br'), second);
  headline.dataset.exit = exit;
}
let turn = 0;

async function look() {
  const mine = (turn += 1);
  const asked = {};
  for (const input of document.querySelectorAll('input')) {
    const [file] = input.files;
    if (file === undefined) continue;
    // The same name may be chosen twice, for the packet and for the older one.
    const path = `${input.name}/${file.name}`;
    dropped.set(path, file);
    asked[input.name] = path;
  }
  if (asked.packet === undefined) return;
  output.textContent = '正在校验…… / Checking';
  headline.replaceChildren();
  delete output.dataset.exit;
  const { line, exit, notes } = await examine(asked);
  if (mine !== turn) return;
  tell(line, exit);
  output.textContent = [line, ...notes].join('\n');
  output.dataset.exit = exit;
}

for (const label of document.querySelectorAll('label')) {
  const input = label.querySelector('input');
  input.addEventListener('change', () => void look());
  label.addEventListener('dragover', (event) => {
    event.preventDefault();
    label.classList.add('over');
  });
  label.addEventListener('dragleave', () => label.classList.remove('over'));
  label.addEventListener('drop', (event) => {
    event.preventDefault();
    label.classList.remove('over');
    input.files = event.dataTransfer.files;
    void look();
  });
}
