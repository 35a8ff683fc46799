/** Names as people and attackers write them, for the tests of display names. */

/** The names of a line, which stand apart by `¦`. */
const named = (kinds: Readonly<Record<string, string>>) =>
  Object.entries(kinds).map(([kind, names]) => [kind, names.split(' ¦ ')] as const);

/** Read as `admin`, `support` and so on, by kind of disguise. */
export const disguised = named({
  'as it is': 'admin ¦ ADMIN ¦ Admin Ada ¦ ada_admin ¦ AdaAdmin ¦ ADMINada ¦ MODERATOR',
  'with gaps': 'A d m i n ¦ a.d.m.i.n ¦ a·d·m·i·n ¦ Ben a d m i n ¦ M.O.D ¦ Fire Streak',
  'with digits around': 'admin2 ¦ 123admin ¦ 00admin00 ¦ x_admin_x ¦ mod3',
  'with signs around': 'admin🔥 ¦ 🔥🅰dmin🔥 ¦ ★admin★ ¦ [admin] ¦ «Admin» ¦ Firestreak™',
  'in plural, stretched or several': 'admins ¦ adminnn ¦ AdminTeam ¦ adminteam ¦ the m0derators',
  'inside a word': 'my firestreak bot ¦ FireStreakTeam ¦ xFirestreakx ¦ ｓｔａｆｆ 9',
  leetspeak: '4dm1n ¦ m0derat0r ¦ adm!n ¦ $upport ¦ 5upport ¦ r00t ¦ 7eam ¦ he1p ¦ F1restreak',
  'two letters for one': 'adrnin ¦ aclmin ¦ ovvner ¦ rnod ¦ adrn1n',
  Cyrillic: 'аdmin ¦ аԁmіn ¦ ѕuрроrt ¦ ТЕАМ ¦ hеlр ¦ нelp ¦ hєlp ¦ moderatoг ¦ ДDMIЙ ¦ мod',
  Greek: 'αdmin ¦ αdmιn ¦ ΑDMIN ¦ ΛDMIN ¦ ΔDMIN ¦ σfficial ¦ supporτ ¦ firestreaκ ¦ ϝirestreak',
  Cherokee: 'Ꭺdmin ¦ Ꮪuppoꮢt ¦ ꭺdmin',
  Armenian: 'Տupport ¦ suppօrt ¦ օwner',
  Coptic: 'Ⲁdmin ¦ mⲟd ¦ ⲏⲉlⲣ',
  'Lisu, Canadian and other capitals': 'ꓮꓓꓟꓲꓠ ¦ ᗅdmin ¦ ᗩᗪᗰIᑎ ¦ ꓝirestreak ¦ 𐊠dmin ¦ 𐌅irestreak',
  'Latin letters of other alphabets':
    'ɑdmin ¦ Firestreɑk ¦ admiŋ ¦ suþþort ¦ moderatør ¦ ħelp ¦ ᶐdmin ¦ ꬰdmin ¦ ꭤdmin',
  'letters with hooks and strokes': 'ąɖɱıŋ ¦ αԃɱιɳ ¦ Ⱥdmin ¦ ɦelp ¦ staƒƒ ¦ Ƨupport ¦ adꟿin',
  'small capitals': 'ᴀᴅᴍɪɴ ¦ ꜰɪʀᴇꜱᴛʀᴇᴀᴋ ¦ ᴏᴡɴᴇʀ ¦ ʜᴇʟᴘ ¦ sᴛᴀꜰꜰ',
  'turned letters': 'ɐdmin ¦ ɯoderator ¦ ʍod ¦ ⅎirestreak ¦ ɐpɯᴉu ¦ ɒdmin',
  'upside down': 'uᴉɯpɐ ¦ ʇɹoddns ¦ ʞɐǝɹʇsǝɹᴉɟ ¦ ɟɟɐʇs',
  'full width': 'Ａｄｍｉｎ ¦ ｈｅｌｐ ¦ ｏｆｆｉｃｉａｌ',
  'mathematical letters': '𝐚𝐝𝐦𝐢𝐧 ¦ 𝔞𝔡𝔪𝔦𝔫 ¦ 𝒶𝒹𝓂𝒾𝓃 ¦ 𝕒𝕕𝕞𝕚𝕟 ¦ 𝙰𝙳𝙼𝙸𝙽 ¦ ℌ𝔢𝔩𝔭',
  'enclosed letters': 'ⓐⓓⓜⓘⓝ ¦ ⒜⒟⒨⒤⒩ ¦ 🄰🄳🄼🄸🄽 ¦ 🅐🅓🅜🅘🅝 ¦ 🅰🅳🅼🅸🅽 ¦ Ⓜ️od ¦ a⃝d⃝m⃝i⃝n⃝',
  'emoji for letters': '🅰dmin ¦ sup🅿️ort ¦ s🆙port ¦ supp⭕rt ¦ 4️⃣dmin ¦ ad♏in ¦ 💲taff',
  'flags for letters': '🇦🇩🇲🇮🇳 ¦ 🇦 🇩 🇲 🇮 🇳 ¦ 🇦dmin',
  'letters set above or below': 'ᵃᵈᵐⁱⁿ ¦ ₐdₘᵢₙ ¦ aͩmin ¦ ªdmin',
  ligatures: 'staﬀ ¦ oﬃcial ¦ ﬅaff ¦ ꜳdmin ¦ ꜳꜳdmin ¦ rꝏt',
  'marks on letters': 'ádmïn ¦ Öfficial ¦ m̶o̶d̶ ¦ ḥęłp ¦ o͜͡f͜͡f͜͡i͜͡c͜͡i͜͡a͜͡l',
  'letters of East Asia': '卂ᗪ爪丨几 ¦ 丂ㄩ卩卩ㄖ尺ㄒ ¦ ﾑd爪ﾉ刀',
  'alphabets of fancy text':
    'ą๔๓เภ ¦ ֆʊքքօʀȶ ¦ ʂυρρσɾƚ ¦ ꌗꀎꉣꉣꂦꋪ꓄ ¦ ᏕᏬᎮᎮᎧᏒᏖ ¦ ŦƗŘ€ŞŦŘ€ΔҜ ¦ ᖴIᖇEᔕTᖇEᗩK ¦ ₳ĐMłN ¦ ' +
    'ᗋᗫᗰᓰᘉ ¦ ⴰwner ¦ ⱥძოɨი ¦ moժerator ¦ м🌕d',
  'letters of Thai': 'ค๔๓เภ',
});

/** Read as an address or a telephone number, by kind. */
export const addresses = named({
  domains:
    'evil.com ¦ EVIL.COM ¦ X.Com ¦ T.Me ¦ evil.co.uk ¦ see evil.com, ok ¦ evil.com. ¦ ' +
    'will.i.am',
  'short links': 't.me ¦ t.me/spam ¦ bit.ly/x ¦ discord.gg/x ¦ wa.me/123 ¦ Join discord.gg⁄x',
  'other dots':
    'evil．com ¦ evil。com ¦ evil｡com ¦ evil․com ¦ evil‧com ¦ evil·com ¦ evil•com ¦ ' +
    'evil⸱com ¦ evil⸳com ¦ evil⸰com ¦ evil⸼com ¦ evil𐄁com ¦ ' +
    'evil٠com ¦ evil᛫com ¦ evilㆍcom ¦ evil∘com',
  'other letters':
    'evil.соm ¦ evil.сом ¦ evil.ᴄᴏᴍ ¦ evil.ⓒⓞⓜ ¦ evil.𝒄𝒐𝒎 ¦ evil.c0m ¦ evil。ＣＯＭ ¦ ' +
    'evil.🅲🅾🅼',
  'other scripts': 'пример.рф ¦ 例子.中国 ¦ münchen.de ¦ bücher.com ¦ evil.com你好 ¦ xn--e1afmkfd',
  'a dot in words':
    'evil (dot) com ¦ evil[dot]com ¦ evil dot com ¦ evil_dot_com ¦ evil(.)com ¦ ' + 'evil{.}com',
  gaps: 'evil . com ¦ evil .com ¦ evil. com ¦ e v i l . c o m',
  'without letters before': '🔥.com ¦ i❤.ws',
  'no domains of the Internet': 'evil.onion ¦ vitalik.eth',
  'mail and handles': '@ada ¦ ada@x ¦ user＠evil.com ¦ ﹫ada ¦ ada (at) evil ¦ mailto:ada',
  links:
    'http://x ¦ http:／／x ¦ https∶⁄⁄x ¦ hxxp://x ¦ www.evil ¦ ｗｗｗ.evil ¦ ' +
    'ｊavascript:alert(1) ¦ mailto:x ¦ tg:ada',
  'IP addresses': '1.2.3.4 ¦ １.２.３.４ ¦ 10.0.0.1:80 ¦ ١.١.١.١ ¦ १२७.०.०.१ ¦ [::1] ¦ 2001:db8::1',
  'telephone numbers':
    '+49 170 1234567 ¦ (555) 123-45678 ¦ call 0170123456 ¦ 0170 1234567 89 ¦ ' +
    '٠١٧١١٢٣٤٥٦٧ ¦ ۰۹۱۲ ۳۴۵ ۶۷۸۹ ¦ ०१७०१२३४५६७ ¦ ๐๘๑๒๓๔๕๖๗๘',
});

/** What people are called, and call themselves. */
export const people = named({
  'near reserved words':
    'Badminton ¦ Adminah ¦ Admira ¦ Modesty ¦ Mo D. ¦ Mood ¦ Rooted ¦ Roth ¦ Rooney ¦ ' +
    'Staffan ¦ Staf ¦ Stafford ¦ Owen ¦ Teamo ¦ Te Amo ¦ Helga ¦ Moderna ¦ Minda ¦ ' +
    'Moci ¦ M0dern ¦ Dan Ad. ¦ pow ¦ ɐuuɐ ¦ ʜᴇʟʟᴏ',
  'with dots':
    'J.R.R. Tolkien ¦ J.R.R.Tolkien ¦ St.John ¦ Mr.Smith ¦ Mr. Green ¦ Mr.Green ¦ ' +
    'Dr. Li ¦ J.Kim ¦ C.de Boer ¦ S.Mo‘minova ¦ A.B ¦ A.B. ¦ T.S. Eliot ¦ R2.D2 ¦ Ben 3.14 ¦ v2.0 ¦ No.1 ¦ ' +
    'Ben...me ¦ Ph.D. Ada ¦ K. Dev ¦ Dr. Dev ¦ A. P. Dev ¦ S. Edu ¦ A. Io',
  'with other signs':
    `O'Neil ¦ O’Neil ¦ Jean-Luc ¦ Marcel·la ¦ Ben & Anna ¦ AC/DC ¦ Ben: the one ¦ ` +
    'Ke$ha ¦ P!nk ¦ will_i_am ¦ Dwayne "The Rock" J. ¦ Ada <3 ¦ Ben! ¦ ǃXóõ ¦ ʻOkina',
  'with digits':
    'Agent 007 ¦ R2-D2 ¦ Ben2026 ¦ user123456789 ¦ 2026-03-02 ¦ deadmau5 ¦ L33t ¦ Ben Ⅲ',
  'with emoji and letters for fun':
    '🔥Ben🔥 ¦ ᴀʟᴇx ᴛʜᴇ ɢʀᴇᴀᴛ ¦ 🅱en ¦ Ⓐda ¦ Ａｄａ ¦ 🇩🇪 Ben ¦ Ben 🇮🇹 ¦ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Tom ¦ ' +
    'Rhys 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ¦ Ailsa 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  Latin:
    'Nguyễn Văn A ¦ Åsa ¦ Øyvind ¦ Łukasz ¦ Þór ¦ Đorđe ¦ Gößmann ¦ İbrahim ¦ Çağla ¦ ' +
    'Zoë ¦ Ștefan ¦ Ħamrun ¦ Æsir ¦ Xóchitl ¦ Kamehameha ¦ Ünal ¦ Jo ¦ Li ¦ Ng',
  Cyrillic:
    'Владимир ¦ Анна Каренина ¦ Мария ¦ Олександр ¦ Ђорђе ¦ Оля ¦ Светлана ¦ А.То ¦ ' +
    'В.Цой ¦ А.С.Пушкин ¦ Шухрат',
  Greek: 'Αλέξανδρος ¦ Ελένη ¦ Νίκος ¦ Σοφία',
  'Armenian and Georgian': 'Արամ ¦ Սոնա ¦ Տիգրան ¦ გიორგი ¦ ნინო',
  'Cherokee and Coptic': 'ᏣᎳᎩ ¦ ᎠᏂ ᏩᏯ ¦ ⲙⲁⲣⲓⲁ',
  'Arabic and Hebrew': 'محمد علي ¦ فاطمة ¦ می‌خواهم ¦ דוד ¦ ג.ישראל ¦ ئاواره‌ ¦ שרה כהן',
  'Chinese, Japanese and Korean':
    '李 ¦ 李明 ¦ 李小龍 ¦ 欧阳娜娜 ¦ 约翰·史密斯 ¦ 阿·美 ¦ 佐藤 ¦ さくら ¦ サクラ ¦ ジョン・スミス ¦ ジャン・レノ ¦ アレックス・カイ ¦ ' +
    'ジョン・ノア ¦ 김 ¦ 이 ¦ 김민준 ¦ 박지성',
  'South Asia':
    'राम ¦ श्री ¦ क्‍ष राम ¦ প্রিয়া ¦ ਗੁਰਪ੍ਰੀਤ ¦ પ્રિયા ¦ ପ୍ରିୟା ¦ கோ ¦ மணி ¦ తెలుగు ¦ ' +
    'ಕನ್ನಡ ¦ മലയാളം ¦ සිංහල ¦ བཀྲ་ཤིས',
  'South-East Asia and Africa': 'สมชาย ¦ ปู ¦ ສົມ ¦ សុខា ¦ အောင် ¦ አበበ ¦ ⵎⵓⵃⵎⵎⴰⴷ',
});
