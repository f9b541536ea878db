// What the payer reads.

const WORDS = {
  en: {
    line1: 'Address', line2: 'Apartment, floor, company', city: 'City', state: 'State or province', phone: 'Phone number',
    incomplete_line1: 'Your address is incomplete.', incomplete_city: 'Enter your city.', incomplete_state: 'Enter your state.',
    incomplete_phone: 'Your phone number is incomplete.',
    saved: 'Saved', another: 'Use another way to pay', remove: 'Remove', keeps: 'Save for the next time',
    methods: 'Payment method', card: 'Card', us_bank_account: 'US bank account', klarna: 'Klarna',
    number: 'Card number', expiry: 'Expiration date', cvc: 'Security code', country: 'Country',
    zip: 'ZIP code', postalCode: 'Postal code', name: 'Full name', email: 'Email', account: 'Bank account',
    incomplete_number: 'Your card number is incomplete.', invalid_number: 'Your card number is invalid.',
    incomplete_expiry: "Your card's expiration date is incomplete.",
    invalid_expiry_year_past: "Your card's expiration date is in the past.",
    incomplete_cvc: "Your card's security code is incomplete.",
    incomplete_zip: 'Your postal code is incomplete.', incomplete_name: 'Enter your full name.',
    incomplete_email: 'Your email address is incomplete.',
    saves: 'By giving your card, you allow {shop} to charge it for future payments.',
    debits: 'By continuing, you allow {shop} to debit this bank account.',
    shop: 'this shop', redirects: 'After you press the button, you go on at {name} and come back here.',
  },
  de: {
    line1: 'Adresse', line2: 'Wohnung, Etage, Firma', city: 'Ort', state: 'Bundesland', phone: 'Telefonnummer',
    incomplete_line1: 'Die Adresse ist unvollständig.', incomplete_city: 'Geben Sie den Ort ein.', incomplete_state: 'Geben Sie das Bundesland ein.',
    incomplete_phone: 'Die Telefonnummer ist unvollständig.',
    saved: 'Gespeichert', another: 'Anders bezahlen', remove: 'Entfernen', keeps: 'Für das nächste Mal speichern',
    methods: 'Zahlungsart', card: 'Karte', us_bank_account: 'US-Bankkonto',
    number: 'Kartennummer', expiry: 'Ablaufdatum', cvc: 'Prüfziffer', country: 'Land',
    zip: 'Postleitzahl', postalCode: 'Postleitzahl', name: 'Vollständiger Name', email: 'E-Mail', account: 'Bankkonto',
    incomplete_number: 'Die Kartennummer ist unvollständig.', invalid_number: 'Die Kartennummer ist ungültig.',
    incomplete_expiry: 'Das Ablaufdatum ist unvollständig.',
    invalid_expiry_year_past: 'Das Ablaufdatum liegt in der Vergangenheit.',
    incomplete_cvc: 'Die Prüfziffer ist unvollständig.',
    incomplete_zip: 'Die Postleitzahl ist unvollständig.', incomplete_name: 'Geben Sie Ihren vollen Namen ein.',
    incomplete_email: 'Die E-Mail-Adresse ist unvollständig.',
    saves: 'Mit Ihrer Karte erlauben Sie {shop}, sie für künftige Zahlungen zu belasten.',
    debits: 'Sie erlauben {shop}, dieses Bankkonto zu belasten.',
    shop: 'diesem Händler', redirects: 'Danach geht es bei {name} weiter, und Sie kommen hierher zurück.',
  },
  fr: {
    line1: 'Adresse', line2: 'Appartement, étage, société', city: 'Ville', state: 'État ou région', phone: 'Téléphone',
    incomplete_line1: "L'adresse est incomplète.", incomplete_city: 'Saisissez la ville.', incomplete_state: "Saisissez l'état ou la région.",
    incomplete_phone: 'Le numéro de téléphone est incomplet.',
    saved: 'Enregistrés', another: 'Payer autrement', remove: 'Supprimer', keeps: 'Enregistrer pour la prochaine fois',
    methods: 'Moyen de paiement', card: 'Carte', us_bank_account: 'Compte bancaire américain',
    number: 'Numéro de carte', expiry: "Date d'expiration", cvc: 'Code de sécurité', country: 'Pays',
    zip: 'Code postal', postalCode: 'Code postal', name: 'Nom complet', email: 'E-mail', account: 'Compte bancaire',
    incomplete_number: 'Le numéro de carte est incomplet.', invalid_number: "Le numéro de carte n'est pas valide.",
    incomplete_expiry: "La date d'expiration est incomplète.",
    invalid_expiry_year_past: "La date d'expiration est passée.",
    incomplete_cvc: 'Le code de sécurité est incomplet.',
    incomplete_zip: 'Le code postal est incomplet.', incomplete_name: 'Saisissez votre nom complet.',
    incomplete_email: "L'adresse e-mail est incomplète.",
    saves: 'En donnant votre carte, vous autorisez {shop} à la débiter pour de futurs paiements.',
    debits: 'En continuant, vous autorisez {shop} à débiter ce compte.',
    shop: 'cette boutique', redirects: 'Vous poursuivez ensuite chez {name}, puis revenez ici.',
  },
  es: {
    line1: 'Dirección', line2: 'Piso, puerta, empresa', city: 'Ciudad', state: 'Provincia', phone: 'Teléfono',
    incomplete_line1: 'La dirección está incompleta.', incomplete_city: 'Escribe la ciudad.', incomplete_state: 'Escribe la provincia.',
    incomplete_phone: 'El teléfono está incompleto.',
    saved: 'Guardados', another: 'Pagar de otra forma', remove: 'Quitar', keeps: 'Guardar para la próxima vez',
    methods: 'Método de pago', card: 'Tarjeta', us_bank_account: 'Cuenta bancaria de EE. UU.',
    number: 'Número de tarjeta', expiry: 'Fecha de caducidad', cvc: 'Código de seguridad', country: 'País',
    zip: 'Código postal', postalCode: 'Código postal', name: 'Nombre completo', email: 'Correo electrónico', account: 'Cuenta bancaria',
    incomplete_number: 'El número de tarjeta está incompleto.', invalid_number: 'El número de tarjeta no es válido.',
    incomplete_expiry: 'La fecha de caducidad está incompleta.',
    invalid_expiry_year_past: 'La fecha de caducidad ya ha pasado.',
    incomplete_cvc: 'El código de seguridad está incompleto.',
    incomplete_zip: 'El código postal está incompleto.', incomplete_name: 'Escribe tu nombre completo.',
    incomplete_email: 'El correo electrónico está incompleto.',
    saves: 'Al dar tu tarjeta, permites que {shop} la use en pagos futuros.',
    debits: 'Al continuar, permites que {shop} cargue en esta cuenta.',
    shop: 'esta tienda', redirects: 'Después sigues en {name} y vuelves aquí.',
  },
  ar: {
    line1: 'العنوان', line2: 'الشقة، الطابق، الشركة', city: 'المدينة', state: 'الولاية أو المحافظة', phone: 'رقم الهاتف',
    incomplete_line1: 'العنوان غير مكتمل.', incomplete_city: 'أدخل المدينة.', incomplete_state: 'أدخل الولاية.',
    incomplete_phone: 'رقم الهاتف غير مكتمل.',
    saved: 'المحفوظة', another: 'الدفع بطريقة أخرى', remove: 'إزالة', keeps: 'احفظ للمرة القادمة',
    methods: 'طريقة الدفع', card: 'بطاقة', us_bank_account: 'حساب مصرفي أمريكي',
    number: 'رقم البطاقة', expiry: 'تاريخ الانتهاء', cvc: 'رمز الأمان', country: 'البلد',
    zip: 'الرمز البريدي', postalCode: 'الرمز البريدي', name: 'الاسم الكامل', email: 'البريد الإلكتروني', account: 'الحساب المصرفي',
    incomplete_number: 'رقم البطاقة غير مكتمل.', invalid_number: 'رقم البطاقة غير صالح.',
    incomplete_expiry: 'تاريخ الانتهاء غير مكتمل.',
    invalid_expiry_year_past: 'تاريخ الانتهاء قد مضى.',
    incomplete_cvc: 'رمز الأمان غير مكتمل.',
    incomplete_zip: 'الرمز البريدي غير مكتمل.', incomplete_name: 'أدخل اسمك الكامل.',
    incomplete_email: 'البريد الإلكتروني غير مكتمل.',
    saves: 'بتقديم بطاقتك، تسمح لـ{shop} باستخدامها في مدفوعات لاحقة.',
    debits: 'بالمتابعة، تسمح لـ{shop} بالخصم من هذا الحساب.',
    shop: 'هذا المتجر', redirects: 'بعد ذلك تتابع لدى {name} ثم تعود إلى هنا.',
  },
};

let language = 'en';
let locale = 'en';

function speak(wanted) {
  locale = !wanted || wanted === 'auto' ? navigator.language : wanted;
  const known = locale.split('-')[0];
  language = known in WORDS ? known : 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
}

const word = (key) => WORDS[language][key] ?? WORDS.en[key] ?? key;
