/** A panic button on the command line: presses, shows its receipts and what the console answers. */
import { runProgram } from '../agent/program.js';
import type { FeedbackState } from '../protocol/command.js';
import { buttonLines, readButtonLine } from './lines.js';

const chinese: Readonly<Record<FeedbackState, string>> = {
  received: '已收到',
  acknowledged: '已确认',
  responding: '正在赶来',
  'on-scene': '已到场',
  closed: '已结束',
};

await runProgram({
  kind: 'button',
  about: ['一键报警按钮', 'A panic button.'],
  options: {
    press: {
      value: 'PATTERN',
      help: ['启动后按下（可多次）', 'presses at the start: help, emergency or silent (may be repeated)'],
      isList: true,
    },
  },
  lines: buttonLines,
  readLine: readButtonLine,
  linesOf: (given) => given.many('press').map((pattern) => `press ${pattern}`),
  part: (_, { tell }) => ({
    obey: (command) => {
      if (command.type === 'feedback')
        tell(`反馈 feedback: ${chinese[command.state]} ${command.state} (${command.alarm})`);
    },
  }),
});
