/** What each check holds, in Chinese. The services say their rules in English, for code and documents. */
export const chineseRules: Readonly<Record<string, string>> = {
  'enrollment.one-coverage': '任何一天，一人在各险种、各统筹区至多有一个有效参保关系',
  'enrollment.entitlement-within-coverage':
    '享受待遇的每一天都在同险种、同统筹区的参保期和所属年度内，且不重复',
  'enrollment.differences-rest': '居民缴费单更正差额到期未缴清的，到期次日起无待遇',
  'enrollment.bills-once': '已缴账单对一人只计一次，同一指令只执行一次',
  'enrollment.statements':
    '参保凭证中同一险种同一月份只计一次且合计相符；转出的人员带有转出地为转入地出具的凭证',
  'enrollment.disabled-are-registered': '登记为持证残疾人的，本人已登记参保，等级为一至四级',
  'enrollment.students-of-registered-schools': '学生所在学校已登记，学生本人已登记参保',
  'enrollment.unit-of-their-city': '参保人所属的乡镇（街道）、村（社区）已登记，且在其参保统筹区之内',
  'enrollment.aid-follows-its-list':
    '救助对象名单由民政部门报送且不得为空，经另一人复核后方可生效，生效后名单所列变更全部落实，未落实的逐人列明',
  'enrollment.city-by-two-hands': '参保转到其他统筹区，均由申请人以外的转出地人员同意，或逾期后由省级同意',
  'enrollment.changed-by-two-hands':
    '因死亡或经办人员办理的终止、死亡更正、追溯变更和转退休、外地缴费月数、姓名和证件更正，均有凭证并经报告人以外的人员审核',
  'enrollment.alike-are-told':
    '姓名、性别、出生日期相同而证件不同的两人均列为疑似重复，待认定或已由登记人以外的人员认定',
  'enrollment.one-person-once':
    '认定为同一人的均由两人办理认定，任何一天不重复参保、不重复享受待遇（认定日前按保留人员的待遇续认原编号就医的除外），任一方的缴费均计入',
  'enrollment.parted-item-by-item':
    '一人档案实为两人的，均凭证明由两人办理拆分，档案内每段参保、每项救助身份、每笔缴费拆分后归其中一人，不遗漏、不重复',
  'enrollment.imports-add-up':
    '导入文件的每一行要么已参保、要么有错，且没有两行是同一人；未导入的文件未使任何人参保，无法读取的文件有原因',
  'enrollment.nobody-in-clear': '任何记录不含明文姓名或身份证号码；身份信息均已加密，仅能凭令牌查找',
  'enrollment.keys-kept': '加密身份信息的密钥和查找令牌的密钥均在',
  'enrollment.real-persons':
    '登记的人员有姓名和与其出生日期、性别相符的身份证号码，并能据此查到；更正后的姓名与最后一次更正一致',
  'enrollment.passports-by-country': '同号护照每个签发国只有一名持有人，每名持有人只有一个签发国',
  'enrollment.registered-once':
    '一个证件号码只登记一人，一人只有一份身份和参保记录；每更正一次证件号码多一个号码',
  'contribution.files-add-up':
    '单位、工资、基数文件的每一行要么已办理、要么有错；未导入的文件未产生任何变化，无法读取的文件有原因',
  'contribution.arrears':
    '应缴 − 实缴 − 核销减免 = 欠缴：账单由其缴款结清，不超缴，退费不早于所退缴费，结清与退费依次记录；同一所属月份退费合计不超过已缴',
  'contribution.reconciliation':
    '每日与税务对账的差异逐笔合计等于双方合计之差，分文不差，已处理的差异均由两人办理',
  'contribution.refund-requests': '税务提出的每笔退费申请均由申请人以外的两人审核，有理由，答复与审核一致',
  'contribution.exchange':
    '每张缴费单的应缴信息按序号逐条推送税务，一次只有一条在途，不重复推送，税务最后接收的内容与应缴一致',
  'contribution.bill-corrections':
    '居民缴费单更正由两人凭文件办理；原缴费单加各差额单等于个人应缴，每张差额单批准一次',
  'contribution.write-offs':
    '核销、减免均由一人申请、另一人审批，有理由和文件，只计一次，且不涉及居民缴费和财政补助',
  'contribution.struck-off-are-not-billed':
    '已注销单位在处理期限届满后，不再产生注销次月起的账单，经两人决定继续参保的除外；提议与决定非同一人',
  'contribution.lump-sums':
    '一次性补缴由一人提议、另一人批准，以已核定月份的基数为准，没有的凭证明文件；月数不超过参保记录所缺',
  'contribution.repairs':
    '断保年度在其结束后由本人按补缴当年标准修复，不计财政补助和医疗救助；该年度原缴费单不再缴费',
  'contribution.late-fees': '滞纳金单独开单，合计与欠费账单所记一致，只对用人单位加收，其缴款记为滞纳金收入',
  'contribution.swept': '收入户已划缴数等于各次划缴与跨年度认领结转之和，且收款不为负',
  'contribution.dues-of-lines':
    '月度账单各明细之和等于应缴金额；差额须指向该月原账单，退回须为退收，且申报与核定不为同一人；一次性补缴为基数×比例×月数，且在退休当月及以后核定；大额医疗保费单只列其对应月度账单所列人员；灵活就业人员每个缴费年度只选一次基数，且不得自已过月份起',
  'contribution.months-billed-once':
    '同一人同一月份只核定一次，不论单位和统筹区；其后的变化均为对原账单的差额或整月退回，本人年度记录与账单一致',
  'contribution.billed-once': '居民每年只有一张账单，编号唯一',
  'contribution.issued-as-counted': '补助结算单按各分册人数开具，无未登记的居民',
  'contribution.income-account':
    '收入户收款等于其账单缴款之和（扣除退款）加待查收入；除退款外不得减少；跨年度结转与认领相符',
  'contribution.subsidy-at-standard': '各级财政一个年度的应补数等于现计入人员按其所在结算单标准之和',
  'contribution.subsidised-once': '认定为同一人的，每年只有一张账单计入财政补助，其余不计；已计入的已退回',
  'contribution.suspense-goes-on': '待查收入能够计入其所报账单的，不得滞留：随账单入账，或退回代缴的个人账户',
  'contribution.suspense': '待查收入都有原因和账龄，认领和退回由两人办理，认领部分在账单上各有一笔收款',
  'contribution.return-orders':
    '退出待查收入的资金各有一张退付单且只付一次：已付，或在途、失败并有账龄；退还原缴款人，退给他人须有凭证',
  'contribution.month-statements':
    '月度对账单：期初未缴＋应缴核定−实收−核销减免＝期末未缴，逐缴款主体相符，期初等于上月期末',
  'contribution.stated-as-recorded':
    '月度对账单等于当月账单、缴退费、核销、待查收入、利息和划缴的记录合计，分文不差，出具后新到账的除外',
  'budget.indicators-are-the-ledger': '账簿未再变动的月份，运行指标所依据的收入、支出、结余与总账一致',
  'budget.volumes-are-the-claims': '各月按医疗类别和机构等级累计的结算人次与当月结算人次一致（自启用次月起）',
  'budget.warnings-are-escalated':
    '逾期未答复、未整改到位或未销号的预警，均已在次日核查时报告市级负责人或省级',
  'budget.warning-plans-keep-their-day': '预警无论答复几次，整改期限不晚于升至该级别后首次答复所留的最迟期限',
  'budget.warnings-are-their-levels': '已发布预警的每项指标有且只有一件未销号的预警，级别与最近一次发布一致',
  'budget.contributed-are-the-entries': '各月征缴资金计数等于其凭证发生额，逐科目、逐记账期间相符',
  'cross.statements-in-ledger':
    '月度对账单等于总账：当月到账、退费、待查收入、利息和划缴逐科目相符，出具后新到账的除外',
  'contribution.counted-once': '居民每年只计费一次，补助只计入一张结算单',
  'settlement.identities': '每笔结算符合国家接口的恒等式，明细与计算过程合计相符',
  'settlement.corrections': '每次更正及更正后的结算符合恒等式，明细与计算过程合计相符',
  'settlement.reversals': '每笔冲正是一笔结算的全额负数，告知机构的金额与原结算答复相抵，同一结算不重复冲正',
  'settlement.claims-are-one-persons':
    '拆分所列每笔待遇、每笔生育津贴和每项登记备案只归其中一人且只有一笔有效；从一方个人账户转出的金额等于另一方转入的金额',
  'settlement.one-person-one-year':
    '两个编号认定为同一人的，被并编号的年度累计如实计入保留编号的年度累计，且不计入他人',
  'settlement.accumulators': '年度累计等于各笔结算及更正的逐笔重算，且不超封顶线',
  'cross.accounts-in-city-ledgers':
    '记在各市账套的个人账户余额，加上未缴足缴费单上的到账，等于该市总账自建账以来的个人账户余额',
  'cross.accounts-in-ledger':
    '全部个人账户余额加未缴清账单已缴的个人账户部分＝各总账自开账以来个人账户的结余，利息和退休人员划入逐市相符',
  'settlement.account-entries':
    '个人账户＝划入＋利息−使用−支出：各年度的利息、退休人员划入和支出等于逐笔记录之和',
  'settlement.family-accounts':
    '个人账户家庭共济均有账户所有人当日有效的授权；授权已用额等于其逐笔使用之和；结算中家庭共济支付额等于各账户支出，且只支出一次；所有人或使用人并入另一号码的，授权随之转入',
  'settlement.retiree-credits':
    '统筹基金每年至多划入退休人员个人账户一次，且其当年享受过退休人员待遇；死亡后月份的划入予以收回',
  'settlement.benefits':
    '一次生育至多支付一次生育津贴，且分娩时在职工医保享受待遇；个人账户继承、转出由两人办理，账户减少额等于付给收款人的金额',
  'budget.account-moves-on-both-sides':
    '个人账户在两市账套之间转移的，转出等于转入，逐笔相符，并与各月计数一致',
  'settlement.family-premiums':
    '个人账户为亲属代缴保费的支出与退回之差等于代缴单现行金额；未被账单接受的全额退回，退回不超过代缴额；按早于经办日的日期代缴的，须由他人审批，审批前不动账户',
  'contribution.paid-from-accounts':
    '亲属个人账户代缴的保费以一笔收款记入一张账单，未接受的不入任何账单；退回账户的不超过代缴额',
  'cross.premiums-from-accounts':
    '个人账户为亲属代缴的保费逐笔记入账单，退费后仍逐分相等；账单上没有未从账户支出的代缴款',
  'budget.benefits-are-the-entries':
    '待遇和代缴保费拨付单等于其凭证应付金额；个人账户利息和退休人员划入逐户等于其凭证',
  'settlement.claims-found': '一人年度内的每笔结算都能由最近一笔逐笔追溯',
  'settlement.registrations':
    '个人的慢特病、公务员补助等登记由一人提议、另一人审批，各年度待遇只按已审批的登记计算',
  'settlement.institutions-by-two':
    '机构登记由一人提议、另一人审批，编号与所在地相符，变更自批准次日以后起生效',
  'settlement.corrections-by-two':
    '更正一人一年度、或一次更正全部人员的基金支出超过单人限额的，均由一人发起、另一人按所见金额批准',
  'settlement.filings': '按已备案、转诊或急诊支付的异地就医均有经办机构的记录，仅急诊可由医院申报',
  'settlement.entitlement':
    '每笔结算都在同险种、同统筹区的待遇期内，或待遇期事后撤销有记录；待遇全部撤销的人员仍归最后参保地',
  'settlement.recoveries':
    '每个确认的违规案件都有追回，追回不早于所涉结算，基金追回不超过其支付，代机构申辩的人不办案',
  'settlement.cases-by-two': '稽核案件的撤销或追回，由一人提出处理意见、另一人确认',
  'settlement.visits': '每次就诊、每个收费批次至多一笔结算有效，就诊与结算记录一致，每次调用只生成一个事件',
  'settlement.line-days': '已结算的费用明细都发生在就诊起止日期之内',
  'settlement.differences-are-borne-out': '对账差异以补传或冲正了结的，必有本机构相应的结算或冲正记录',
  'settlement.daily-lists':
    '机构对账清单的每笔都有结算或退费记录，金额与答复一致，且在报文收到之日；已过之日的合计等于当日各笔答复之和',
  'settlement.lists-are-the-claims':
    '结算清单对应同一机构、同一人员的结算，日期和费用与结算一致，各版本只上传一次',
  'settlement.catalogue-by-two':
    '目录的每个版本都由一人导入、省级另一人批准后生效；经文件桶放入的目录由省级两人批准',
  'settlement.claims-are-their-institutions':
    '每笔结算和撤销均由医药机构自行发送；经参保地审核后结算的，先由该机构发送并被监管规则暂停，且由另一人审核',
  'enrollment.early-starts-by-two': '参保起始日早于单人可办期限的，均来自另一人事先批准的文件',
  'budget.late-costs-are-borne-once':
    '机构负担的清算后费用 = 两人决定数 = 账上冲减数 = 当年费用扣减数，连同清算退回数 = 机构月扣回数；不超过本机构清算后新增费用，不重复负担',
  'budget.late-costs-are-decided-by-two':
    '年度清算后新增费用的处理由一人提出、另一人批准，所决定金额与所提出的一致',
  'settlement.take-backs': '同一人两个编号就同一次分娩领取的两笔津贴，后一笔须列入追回并由两人决定，金额一致',
  'settlement.joined-accounts': '合并编号后个人账户余额划转：一出一进两笔同号、互指、金额相等',
  'budget.late-costs-are-told': '年度清算后计入该年度的收入和费用，逐笔合计与所提示的金额一致',
  'cross.reviewed-claims': '每笔经审核后结算的费用都有稽核案件',
  'settlement.gateway-keys-by-two': '网关密钥均由一人申请、另一人批准后启用',
  'settlement.no-token-in-clear': '网关密钥均加密存放',
  'budget.entries-balance': '每笔分录借贷合计为零',
  'budget.periods-are-the-journal': '各基金各期间的分录数和余额等于按日记账重算的结果',
  'budget.cash-is-the-journal': '财政专户和支出户余额与日记账一致，且不透支',
  'budget.receipts-are-the-entries': '入账的缴款等于所列分录中的收入户金额',
  'budget.insured-are-the-receipts': '基金年度参保人月数等于已入账缴费结清的人月数',
  'budget.suspense-is-the-entries': '待查收入的每次变动等于其分录，合计等于科目余额',
  'budget.nothing-waits-that-could-be-paid': '等待资金的最早拨付单，金额都大于财政专户余额',
  'budget.claims-posted-everywhere': '结算扣除追回后，在日记账、基金月和机构月的笔数与金额一致',
  'budget.claim-posted-once': '每笔结算只入账一次',
  'budget.care-elsewhere-is-the-claims': '基金月中各就医地的异地就医金额等于该地已入账的结算减追回',
  'budget.visits-are-the-care-elsewhere': '异地就医的每笔结算和追回，在参保地和就医地各入账一次，金额相同',
  'budget.cities-owe-what-cities-are-owed': '各险种全部账簿中，应收各市的异地就医清算款等于应付各市的清算款',
  'budget.cities-settle-once': '历次市际清算合计等于各市已结账月份应付他市的异地就医费用',
  'budget.cities-pay-their-net':
    '每次已审批的市际清算，各市均已入账并轧抵，净额由付款市付省、由省付收款市，分文不差',
  'budget.cities-settle-by-two': '每次市际清算由一人提出、另一人审批',
  'budget.visits-posted-everywhere': '外地参保人就医的笔数和金额与机构月一致，笔数与基金月一致',
  'budget.visits-are-no-expenditure': '外地参保人就医的应收等于对本地机构的应付，不列支出',
  'budget.visitors-are-paid-once': '各机构各年：外地参保人的拨付 + 结转 = 已结算各月的申报，对账单与累计一致',
  'budget.nobody-pays-institutions-elsewhere': '应付就医地的异地就医费用，不再直接拨付给外地机构',
  'budget.agreement-versions-kept': '服务协议的历史版本全部保留',
  'budget.weighed-by-another-hand': '锁定清算单的人不得事先评议该基金年度的病例或核定工作量增长',
  'budget.agreements-are-signed-by-both':
    '服务协议的每个版本由经办机构和该医药机构双方签署；中止和经办机构提出的解除由经办机构单方作出，且不早于作出之日',
  'budget.group-tables-by-two': '每张在用的病种分组表由省级一人提交、另一人复核，各分组均在其载明的限额之内',
  'budget.agreements-stay-within-limits':
    '服务协议各版本的分担、留用、保证金、周转金和支付约定均不超出其载明的政策限额',
  'budget.vouchers-are-their-entries':
    '每张记账凭证由两人签署并有分录，不增减征缴和待遇科目的合计，手工分录必有凭证',
  'budget.lines-are-the-institutions': '各月各类费用的入账金额等于各机构之和',
  'budget.quotas-are-the-target': '各机构指标之和等于总额目标，分类别相符',
  'budget.months-are-the-quota': '指标的十二个月之和等于全年指标',
  'budget.plan-versions-keep-the-past': '指标调整不改变调整前的月份',
  'budget.negotiated-is-the-target': '一轮协商的报价合计等于目标和各组，机构状态计数相符',
  'budget.quotas-are-answered-by-another-hand':
    '代医药机构接受或反馈指标的人没有编制、提出、调整、确认或下达该轮指标',
  'budget.contests-are-listed': '机构有异议的月份均列入争议清单，状态一致：待裁定或已裁定',
  'budget.statements-are-answered-by-another-hand':
    '答复月度结算单的人既没有办理该月结算，也没有裁定争议；经办机构不代机构确认；答复在截止日期前收到',
  'budget.quotas-divide-an-approved-target': '每版已下达的指标都注明由两人批准的总额控制目标，分类别与其相等',
  'budget.quotas-are-of-agreed-institutions': '有指标的机构都与该市签有当年服务协议',
  'budget.quotas-are-decided-by-enough-hands':
    '每版已下达的指标，或由三人分别编制、确认、下达，或由省级一人提出、另一人核定',
  'budget.settlement-accounts-for-claims':
    '各机构各年：拨付 + 保证金 + 暂缓 + 结转 = 申报 + 支付方式差额 − 清算应退',
  'budget.orders-are-the-statements': '待付、在途和已付的拨款单与月结、清算和预拨一致',
  'budget.settlement-entries-are-the-statements': '月度结算分录的拨付、保证金和暂缓等于其结算单之和',
  'budget.method-differences-are-the-statements': '支付方式分录的差额等于所列结算单的差额之和',
  'budget.pools-are-divided': '按点数池或医共体包干支付的机构金额之和等于该池的支付总额',
  'budget.pools-keep-the-rest': '点数池或包干：支付机构数 + 基金留存数 + 外出就医扣减数 = 总额',
  'budget.payment-is-bounded':
    '按点数、床日、人头支付额 ≤ 约定支付率 × 申报额；点值在上下限之间，保底支出不超过约定',
  'budget.packages-are-for-approved-heads':
    '清算的每个人头包干，人数不超过一人录入、另一人复核的名册人数；同一基金年度所有名册合计不超过参保人数',
  'adjustment-fund.runs-take-two-hands':
    '载明批次的上解和拨付，其批次均由省级一人提出、另一人批准，且包括该统筹区，日期在所依据年度终了之后；上解期限自批准之日起算，批准时逾期未上解的不予拨付',
  'adjustment-fund.levies-in-parts-keep-the-line':
    '分批上解时，累计结存等于当时账户余额加应收未收，且不少于同年度先前批次的应收未收',
  'budget.months-are-over-when-settled': '月度结算只结已经结束的月份，结账日在该月末日之后',
  'budget.months-are-settled-in-order': '随后续月份一并结账的月份没有费用、冲销或外地参保人就医',
  'budget.decisions-stay-within-claims':
    '清算裁定增加的金额等于裁定数；裁定后基金支付不超过所记录的申报额比例（结余留用另计），也不低于零',
  'budget.years-end-in-order': '年度终了后方可考核、清算和结账；清算单先下达，后答复，再裁定',
  'budget.silence-waits-its-days':
    '医疗机构自实际收到清算单之日起，在政策规定的天数内可以提出异议；期满前不得按沉默视为确认',
  'budget.locked-by-another-hand': '清算单的下达人、代机构确认或提出异议的人和异议裁定人均不得锁定该清算单',
  'budget.clearings-are-answered-by-another-hand': '代机构确认清算单或提出异议的人既不是下达人，也不是裁定人',
  'budget.orders-say-when-they-are-due': '月度结算和年终清算的拨付指令均载明最迟拨付日',
  'budget.surplus-needs-the-score': '考核不合格的机构不留用结余，包干支付不高于其实际费用',
  'budget.suspended-waits-for-review': '当月额度内支付不超过当月费用；暂缓部分待年终审核，协议另有约定的除外',
  'budget.upheld-claims-are-worked-on': '支持的异议均列为待办，且仅由对该支付记录的更正或冲销了结',
  'budget.clearing-settles-to-zero':
    '每个已清算年度：暂缓 + 保证金 − 预拨 = 拨付 − 应退 + 基金不付 + 没收保证金',
  'budget.passed-lines-are-of-their-budget': '提示超预算的科目所列预算数为当时核定数，且执行数确已超出',
  'budget.final-accounts-have-no-open-overrun': '决算已批准的年度，各超预算科目均已按科目和金额事后批准',
  'budget.cleared-cost-is-the-statements':
    '账外归属记录中各科目各组成部分的清算及跨年月结差异等于已锁定清算单与月结单之和；无未锁定清算单方为清算完毕',
  'budget.cash-and-parts-are-the-cleared-cost':
    '已清算年度的医疗支出：当年入账＋末月结算差异＋清算增减＝已锁定清算单认可金额，分文不差',
  'budget.late-costs-are-the-claims': '以后年度入账的本年结算、更正和追回等于所记各笔之和',
  'budget.clearing-is-of-the-year': '清算所列已付、暂缓、保证金和预拨与当年各月一致',
  'budget.clearing-entries-are-the-statements': '年终清算分录等于所列锁定结算单之和',
  'budget.closed-periods-stand': '已结账月份不变动',
  'budget.late-entries-are-later': '对已结账月份的更正记入以后月份并注明原分录',
  'budget.corrections-name-an-entry': '更正分录所指的原分录存在，且期间不晚于更正',
  'budget.years-are-closed-by-two': '每个年度结账由一人提出、另一人审批',
  'budget.closed-years-keep-their-budget': '已结账年度各支出科目不超过已批准的预算',
  'budget.nothing-before-the-books':
    '建账年度之前的月份不记任何分录，此前的事项记入建账后的月份并注明所属月份',
  'budget.books-are-opened-by-two': '期初余额由一人提出、另一人审批',
  'budget.budgets-take-three-hands':
    '每份预算、预算调整和决算由三人编制、复核、审批，由省级审批，或由获下放审批权的市审批',
  'budget.executed-years-are-closed': '年度关账时且仅在关账时，预算标记为已执行，日期一致',
  'budget.sealed-entries-stand': '已封存的分录与封存时一致，各区块首尾相接',
  'adjustment-fund.accounts': '上解 − 下拨 = 省级账户 = 分录之和，且不为负',
  'adjustment-fund.levies': '上解按比例计算，不超上限，以上一关账年度为基数，达到停缴线的不收',
  'adjustment-fund.gaps-are-of-cleared-years': '缺口按归属年度的成本计算：关账数＋清算增减',
  'adjustment-fund.own-balance-comes-first':
    '缺口只按数据证明且已征收的部分计入，历年滚存结余先行用完后调剂金才分担，评价得分为已公布得分',
  'adjustment-fund.late-applications-say-why':
    '截止日期后收到的缺口申请须有逾期理由和文号，按期收到的不标为逾期',
  'adjustment-fund.shares-take-three-hands': '缺口的申请、审核、批准由三人分别办理，先审核后批准',
  'adjustment-fund.gaps-are-trued-up':
    '已拨付＝各次拨付之和；决算批准后，已拨付−退回 ≤ 按决算（或其最后一次更正）应分担额 ≤ 核定份额',
  'adjustment-fund.shares-add-up':
    '经决算调整的份额：核定额＋更正后追加额＝已拨付＋已失效＋待拨付，未更正的不得追加',
  'adjustment-fund.late-cities-are-reminded': '逾期未上解的调剂金和未退回的份额，满一个催缴周期即有催缴',
  'budget.corrected-years-are-decided':
    '决算后按新增费用再次调整缺口的，须有两人办理的决定，金额＝关账数＋清算增减＋所提示的新增额',
  'budget.evaluations-are-of-the-books':
    '绩效得分＝各指标得分按权重之和，取自该年度清算数据；评价人不得自行公布',
  'budget.public-is-the-books':
    '向社会公开的指标、月度执行、清算、调剂金和费用动态与账簿、记录一致（此后未再变动的）',
  'adjustment-fund.approved-shares': '各市所得不超过核定份额，核定人不是制单人，核定在年度终了之后',
  'cross.claims-in-ledger': '结算、冲正和更正与账上一致，基金、月份和金额相符',
  'cross.recoveries-in-ledger': '已下达的追回与账上一致，基金、机构和金额相符',
  'cross.claims-in-entitlement': '有效结算都在参保服务所记的待遇期内',
  'cross.contributions-in-ledger': '每笔收到的缴款、划缴和待查收入变动都以同一金额入账一次',
  'cross.entitled-and-paid': '因账单享受待遇的，该账单已缴清且款项仍在，更正差额到期后也已缴清',
  'cross.retired-by-proof': '退休人员免缴费享受待遇，其年限均为本地实缴、已缴清的一次性补缴或经两人凭证审核',
  'cross.ceiling-additions': '大病封顶线的增加等于按参保年限和零报销年度重新计算的数额，且不超过上限',
  'cross.account-credits': '已缴账单的个人账户部分等于结算服务计入个人账户的金额',
  'cross.adjustment-fund-in-ledger': '上解和缺口分担的应收应付与实收实付同各市账簿一致',
  'cross.pricings-in-budget': '政策测算结果与预算服务留存的一致',
  'cross.cleared-years': '调剂金服务的已清算年度与预算服务一致',
  'cross.closed-years': '调剂金服务的关账年度与预算服务一致',
}
