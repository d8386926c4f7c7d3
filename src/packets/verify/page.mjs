// The page's own part: which files were chosen or dropped, and the verdict.
import { dropped } from './browser.mjs';
import { examine } from './verify.mjs';

const output = document.querySelector('output');
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
  output.textContent = '正在校验…… / checking';
  delete output.dataset.exit;
  const { line, exit, notes } = await examine(asked);
  if (mine !== turn) return;
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
