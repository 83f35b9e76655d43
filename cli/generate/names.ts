import type { Random } from './random.ts'

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余']
const maleNames = [...'伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国志文']
const femaleNames = [...'芳娜敏静丽艳娟霞秀燕玲桂英梅红玉萍凤洁慧琳雪倩婷雅欣怡佳瑶颖莉兰']

/** A common Chinese name; any likeness is chance. */
export const inventName = (random: Random, sex: 'male' | 'female'): string => {
  const given = sex === 'male' ? maleNames : femaleNames
  const second = random.chance(0.7) ? random.pick(given) : ''
  return `${random.pick(surnames)}${random.pick(given)}${second}`
}
