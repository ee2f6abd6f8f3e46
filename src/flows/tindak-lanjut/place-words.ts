/** Words around a place in messages as people of Medan send them: which begin one, and which can no longer be its name. Pure. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** A name follows: "gg mawar", "psr 3", "komplek cemara". */
export const OPENS =
  words(`jalan jln jl gang gg lorong lrg simpang simp spg pasar psr komplek kompleks komp perumahan perum
  perumnas pajak kampung kp dusun desa titi`);
/** "Di pajak sukaramai" is the market; "bayar pajak" is none. */
export const AT = words('di d ke dekat dkt depan dpn samping belakang seberang sebelah pinggir');
/** The name of an area follows. */
export const MARKS = words('kelurahan kel klurahan kecamatan kec');
/** A number follows, which alone names nothing that could be found. */
export const COUNTS = words('no nomor nomer blok rt rw lk lingkungan lingk link ling km');
/** "Depan", "dekat": what stands there follows. */
export const BESIDE = words(
  'depan dpn samping sampg belakang blkg blakang dekat dkt deket sebelah seberang sebrang near',
);
export const LANDMARKS =
  words(`sekolah sd sdn smp smpn sma sman smk mts madrasah masjid mesjid musholla mushola musola gereja vihara
  kuil kantor kampus rs rsud puskesmas posyandu spbu galon indomaret alfamart alfamidi pajak stasiun jembatan titi bank hotel
  istana mall plaza stadion lapangan kuburan makam polsek koramil universitas usu unimed uin pos pabrik gudang terminal`);
/** Part of a name, and counted as none: "jl letjen jamin ginting", "gg mawar ujung". */
export const BESIDES_NAME =
  words(`dr prof h hj hm ir letjen brigjen mayjen jend jenderal kol kolonel kapt kapten let lettu mayor
  sultan pangeran tengku tuanku raden sei st al as haji ujung raya dalam tengah barat timur utara selatan sakit`);
/** Before "jalan" these make it no street: "lampu jalan", "tidak jalan". */
export const NO_STREET_BEFORE = words(`lampu lmpu tidak tdk tak gak ga gk nggak ngga enggak belum blm bisa bs
  mau lagi sedang masih air program`);
/** Behind "jalan" and its like, no name. */
export const NO_FIRST =
  words(`kaki umum raya besar utama kampung setapak tembus tol pulang aspal tanah beton jelek sempit kecil lintas
  poros protokol tikus tradisional murah kaget loak menuju arah bumi kendaraan motor mobil daerah hidup sekitar lingkungan daerah dalam luar ini itu`);

/** What ends a name: people go on with when, what and please. */
export const ENDS_NAME = words(`
  di d ke dari yang yg dan serta atau krn karena karna soalnya sebab jadi jd supaya biar agar untuk utk buat sama dgn dengan pada pd
  oleh kalau kalo klo kl kapan kenapa knp mengapa bagaimana gimana gmn cemana camana macam kayak kek apa apakah mana
  ini itu tu ni tsb tersebut sini situ sana kami kita kt saya sy aku awak kau kamu kelen kalian mereka dia nya orang org warga
  masyarakat anak tetangga rumah rmh daerah wilayah sekitar antara sampai smpe hingga sbb
  sudah sdh udah udh dah telah belum blm blum tidak tdk tak ga gak gk nggak ngga enggak engga bukan jangan sejak semenjak tadi kemarin
  kmrn kemaren kmren semalam smalam malam mlm siang pagi sore hari hr minggu bulan bln tahun thn jam pukul sekarang skrg skrng tiap
  setiap selalu slalu sering srg kadang lama lagi lg masih msh baru besok nanti terus trus trs mulai akibat habis abis gara
  kali sangat sgt sekali skali bgt banget parah kian makin semakin cuma hanya juga jg pun
  tolong tlg tlng tlong tolonglah mohon mhn mohonlah minta mnta harap pak bapak bpk bu ibu buk bang abang kak kakak min admin woi oi
  bah lae ito horas ya yah lah la dong donk kok nih sih deh aja saja please thanks makasih mksh terima trims wassalam permisi halo
  hai salam
  banjir rusak rsk mati padam gelap berlubang berlobang lubang lobang bolong hancur ancur amblas amblong longsor retak pecah bocor
  sumbat tersumbat tumpat tumpatnya mampet meluap melimpah menggenang tergenang genangan terendam bau busuk jorok kotor macet licin
  becek berdebu debu putus roboh rubuh tumbang miring bengkok goyang numpuk menumpuk bertumpuk berserakan berserak penuh kosong hilang
  ilang longgar terbuka rendah sempit kecil jelek keruh asin kuning hitam
  ada banyak byk semua semuanya air tiang kabel pipa sampah smpah parit prit got selokan drainase lampu lampunya aspal jalanan sudahlah
  masuk keluar naik turun hidup idup nyala menyala kena jatuh hampir mau mw bisa bs harus boleh susah payah rawan bahaya berbahaya
  kecelakaan kebakaran terbakar kondisi keadaan posisi lokasi lapor melapor laporan keluhan butuh perlu tempat tumpukan pohon dahan
  parkir pungli berisik bising ribut pedagang preman begal maling narkoba judi tawuran balap hewan anjing lembu babi nyamuk dbd
  menuju menimpa menghalangi mengganggu menutup takut bikin membuat buat dangkal dalam lurus menjuntai melintang menutup menutupi makan gelap remang kedip berkedip kumuh sepi ramai rame
  kambing kucing ayam tikus ular motor mobil kereta truk truck angkot becak bus sepeda tembok pagar dinding jembatan gorong
  soal tentang ttg perihal mengenai
  is are was were has have had not broken flooded clogged blocked dark dead out since for the in at on near and because very always
  every please help there it`);

/** Of a name that is written with capitals these may be the end: "Gang Sawah Lama". */
export const WEAK = words('lama baru besar kecil dalam');

/** Behind a number it is a time or an amount, and no house: "gg melati 3 minggu". */
export const MEASURES =
  words(`menit jam hari hr minggu mgg bulan bln tahun thn malam mlm kali x meter mtr m cm km kk rumah orang org unit
  titik buah biji tiang lampu days weeks months years hours times`);

/** "Diperbaiki", "paritnya": verbs and things, whatever they are. */
export const isClause = (word: string): boolean =>
  ENDS_NAME.has(word) || /^di(?!po|rga)\p{L}{4,}$/u.test(word) || /\p{L}{3,}nya$/u.test(word);
