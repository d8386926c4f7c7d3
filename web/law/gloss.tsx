/** A term of the law as the law says it; who reads English has its gloss beside it, marked as one. */
import { useLanguage } from '../texts/texts.js';

const offences: Readonly<Record<string, string>> = {
  '披露、报道不应公开的案件信息罪': 'disclosing or reporting case information that must not be public',
  '非法集会、游行、示威罪': 'illegal assembly, procession or demonstration',
  聚众扰乱社会秩序罪: 'gathering a crowd to disturb social order',
  聚众扰乱公共场所秩序罪: 'gathering a crowd to disturb order in a public place',
  聚众扰乱交通秩序罪: 'gathering a crowd to disturb traffic order',
  聚众冲击国家机关罪: 'gathering a crowd to storm a state organ',
  '聚众“打砸抢”（依所致结果定罪）': 'beating, smashing and looting in a crowd (convicted by its result)',
  '组织、资助非法聚集罪': 'organising or funding an illegal gathering',
  扰乱国家机关工作秩序罪: "disturbing a state organ's working order",
  扰乱法庭秩序罪: 'disturbing courtroom order',
  妨害公务罪: 'obstructing official duties',
  袭警罪: 'assaulting a police officer',
  寻衅滋事罪: 'picking quarrels and provoking trouble',
  故意杀人罪: 'intentional homicide',
  故意伤害罪: 'intentional injury',
  非法拘禁罪: 'unlawful detention',
  非法侵入住宅罪: 'unlawful intrusion into a home',
  遗弃罪: 'abandonment',
  诬告陷害罪: 'false accusation',
  '侮辱罪、诽谤罪': 'insult; defamation',
  侵犯公民个人信息罪: "infringing citizens' personal information",
  抢夺罪: 'snatching property',
  故意毁坏财物罪: 'intentional destruction of property',
  招摇撞骗罪: 'swindling by posing as an official',
  '盗窃、抢夺、毁灭国家机关公文、证件、印章罪':
    "stealing, snatching or destroying a state organ's documents, certificates or seals",
  '非法生产、销售专用间谍器材、窃听、窃照专用器材罪':
    'illegally making or selling espionage, bugging or covert filming devices',
  '非法使用窃听、窃照专用器材罪': 'illegally using bugging or covert filming devices',
  打击报复证人罪: 'retaliating against a witness',
  '妨害作证罪；帮助毁灭、伪造证据罪': 'obstructing testimony; helping destroy or forge evidence',
  '帮助毁灭、伪造证据罪': 'helping destroy or forge evidence',
  '拒不执行判决、裁定罪': 'refusing to carry out a judgment or ruling',
  '放火罪、爆炸罪等': 'arson, explosion and the like',
  '投放虚假危险物质罪；编造、故意传播虚假恐怖信息罪':
    'planting false dangerous substances; making up or spreading false terror information',
  '非法携带枪支、弹药、管制刀具、危险物品危及公共安全罪':
    'endangering public safety by unlawfully carrying guns, ammunition, controlled knives or dangerous items',
  '非法持有、私藏枪支、弹药罪': 'unlawfully holding or hiding guns or ammunition',
  '非法制造、买卖、运输、邮寄、储存枪支、弹药、爆炸物罪；非法制造、买卖、运输、储存危险物质罪':
    'unlawfully making, trading, transporting, mailing or storing guns, ammunition or explosives; unlawfully making, trading, transporting or storing dangerous substances',
};

const laws: Readonly<Record<string, string>> = {
  刑法: 'Criminal Law',
  治安管理处罚法: 'Public Security Administration Punishments Law',
  民事诉讼法: 'Civil Procedure Law',
  刑事诉讼法: 'Criminal Procedure Law',
  民诉法解释: 'SPC Interpretation of the Civil Procedure Law',
  法官法: 'Judges Law',
  信访工作条例: 'Regulations on petitions',
  三个规定: 'the three rules against interference with cases',
};

/** What an offence is called in English; nothing where a newer law names another. */
const glossOf = (term: string): string | undefined => offences[term];

/** Articles as 刑法290①, each with what its law is called in English, which is said once. */
export const withLaws = (cited: readonly string[]): readonly { of: string; by: string }[] => {
  const said = new Set<string>();
  return cited.map((of) => {
    const law = laws[/^\p{Script=Han}+/u.exec(of)?.[0] ?? ''] ?? '';
    const by = said.has(law) ? '' : law;
    said.add(law);
    return { of, by };
  });
};

export const Gloss = ({ of, by = glossOf(of) }: { readonly of: string; readonly by?: string }) => {
  const language = useLanguage();
  return (
    <>
      <span lang="zh">{of}</span>
      {language === 'zh' || by === undefined || by === '' ? null : (
        <>
          {' '}
          <i className="gloss">({by})</i>
        </>
      )}
    </>
  );
};
