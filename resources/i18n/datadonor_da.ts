<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK" sourcelanguage="en_GB">
<context>
    <name>AboutCard</name>
    <message>
        <source>About the project</source>
        <translation>Om projektet</translation>
    </message>
    <message>
        <source>Answers for the data</source>
        <translation>Har ansvaret for data</translation>
    </message>
    <message>
        <source>Receives the data</source>
        <translation>Får data</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Udgave</translation>
    </message>
    <message>
        <source>Read what the project says</source>
        <translation>Læs, hvad projektet siger</translation>
    </message>
    <message>
        <source>Hide what the project says</source>
        <translation>Skjul, hvad projektet siger</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Decide now</source>
        <translation>Beslut dig nu</translation>
    </message>
    <message>
        <source>Answer anew</source>
        <translation>Svar igen</translation>
    </message>
    <message>
        <source>See what would be sent</source>
        <translation>Se, hvad der ville blive sendt</translation>
    </message>
    <message>
        <source>Change my choices</source>
        <translation>Ret mine valg</translation>
    </message>
    <message>
        <source>See what was sent</source>
        <translation>Se, hvad der er sendt</translation>
    </message>
    <message>
        <source>Withdraw my consent</source>
        <translation>Træk mit samtykke tilbage</translation>
    </message>
    <message>
        <source>New</source>
        <comment>a project that asks</comment>
        <translation>Ny</translation>
    </message>
    <message>
        <source>Being considered</source>
        <translation>Under overvejelse</translation>
    </message>
    <message>
        <source>No thank you</source>
        <translation>Nej tak</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Run out</source>
        <translation>Udløbet</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Trukket tilbage</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>Not valid</source>
        <translation>Ikke gyldigt</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Kan ikke læses</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 siden den %2</translation>
    </message>
</context>
<context>
    <name>ActivityFilters</name>
    <message>
        <source>What it is about</source>
        <translation>Hvad det handler om</translation>
    </message>
    <message>
        <source>Who did it</source>
        <translation>Hvem der gjorde det</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Hvor langt tilbage</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Mine data</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Samtykker</translation>
    </message>
    <message>
        <source>Sendings</source>
        <translation>Afsendelser</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>Afslag</translation>
    </message>
    <message>
        <source>List and network</source>
        <translation>Liste og netværk</translation>
    </message>
    <message>
        <source>The vault</source>
        <translation>Boksen</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Dig</translation>
    </message>
    <message>
        <source>With help</source>
        <translation>Med hjælp</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Værge</translation>
    </message>
    <message>
        <source>Someone authorised</source>
        <translation>En med fuldmagt</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Programmet</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Det hele</translation>
    </message>
    <message>
        <source>One week</source>
        <translation>En uge</translation>
    </message>
    <message>
        <source>One month</source>
        <translation>En måned</translation>
    </message>
    <message>
        <source>One year</source>
        <translation>Et år</translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Hvad der skete</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>What happened there?</source>
        <translation>Hvad skete der dér?</translation>
    </message>
    <message>
        <source>What has happened?</source>
        <translation>Hvad er der sket?</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Kontroller igen</translation>
    </message>
    <message>
        <source>Check again that the log is whole</source>
        <translation>Kontroller igen, at loggen er hel</translation>
    </message>
    <message>
        <source>Choose what is &amp;shown</source>
        <translation>Vælg, hvad der vi&amp;ses</translation>
    </message>
    <message>
        <source>Show &amp;everything</source>
        <translation>Vis &amp;alt</translation>
    </message>
    <message>
        <source>&amp;Newer</source>
        <translation>N&amp;yere</translation>
    </message>
    <message>
        <source>Newer events</source>
        <translation>Nyere hændelser</translation>
    </message>
    <message>
        <source>&amp;Older</source>
        <translation>&amp;Ældre</translation>
    </message>
    <message>
        <source>Older events</source>
        <translation>Ældre hændelser</translation>
    </message>
    <message>
        <source>Events, newest first</source>
        <translation>Hændelser, de nyeste først</translation>
    </message>
    <message>
        <source>Nothing like that has happened</source>
        <translation>Sådan noget er der ikke sket</translation>
    </message>
    <message>
        <source>Choose something else, or show everything.</source>
        <translation>Vælg noget andet, eller vis alt.</translation>
    </message>
    <message>
        <source>For someone who checks</source>
        <translation>Til en, der kontrollerer</translation>
    </message>
    <message>
        <source>You can also save the list as a table to read. It proves nothing by itself.</source>
        <translation>Du kan også gemme listen som en tabel, der kan læses. Den beviser ikke noget i sig selv.</translation>
    </message>
    <message>
        <source>Save the &amp;list as a table …</source>
        <translation>Gem &amp;listen som en tabel …</translation>
    </message>
    <message>
        <source>Checking the log …</source>
        <translation>Kontrollerer loggen …</translation>
    </message>
    <message>
        <source>Every event is read anew.</source>
        <translation>Hver eneste hændelse læses igen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s), checked %1. Nothing is missing or changed.</source>
        <translation>
            <numerusform>%Ln hændelse, kontrolleret %1. Intet mangler, og intet er ændret.</numerusform>
            <numerusform>%Ln hændelser, kontrolleret %1. Intet mangler, og intet er ændret.</numerusform>
        </translation>
    </message>
    <message>
        <source>The log is whole</source>
        <translation>Loggen er hel</translation>
    </message>
    <message>
        <source>Something in it is not as it was written.</source>
        <translation>Noget i den er ikke, som det blev skrevet.</translation>
    </message>
    <message>
        <source>Stop: the log is not whole</source>
        <translation>Stop: loggen er ikke hel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) in all.</source>
        <translation>
            <numerusform>%Ln hændelse i alt.</numerusform>
            <numerusform>%Ln hændelser i alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only events of “%1”.</source>
        <translation>Kun hændelser om »%1«.</translation>
    </message>
    <message>
        <source>Here are number %1 to %2, newest first.</source>
        <translation>Her er nummer %1 til %2, de nyeste først.</translation>
    </message>
    <message>
        <source>Where should the list be saved?</source>
        <translation>Hvor skal listen gemmes?</translation>
    </message>
    <message>
        <source>datadonor-activity.csv</source>
        <translation>datadonor-aktivitet.csv</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabel (*.csv)</translation>
    </message>
    <message>
        <source>Writing the list: %1</source>
        <translation>Skriver listen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) are in the file.</source>
        <translation>
            <numerusform>Der står %Ln hændelse i filen.</numerusform>
            <numerusform>Der står %Ln hændelser i filen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list has been saved</source>
        <translation>Listen er gemt</translation>
    </message>
</context>
<context>
    <name>ActivityWords</name>
    <message>
        <source>The words of this event have been erased; its place stands.</source>
        <translation>Ordene i denne hændelse er slettet; dens plads står.</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>a project, a sentence</comment>
        <translation>»%1«: %2</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Your guardian</source>
        <translation>Din værge</translation>
    </message>
    <message>
        <source>Someone you have authorised</source>
        <translation>En, du har givet fuldmagt</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Programmet</translation>
    </message>
    <message>
        <source>%1, with help from %2</source>
        <translation>%1, med hjælp fra %2</translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>i dag kl. %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>The clock</source>
        <translation>Uret</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was behind, so this is the time of the event before.</source>
        <translation>Computerens ur gik bagud, så dette er tiden for hændelsen før.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
    <message>
        <source>The helper comes from</source>
        <translation>Hjælperen kommer fra</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Hvorfor</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Number in the log</source>
        <translation>Nummer i loggen</translation>
    </message>
    <message>
        <source>Digest in the log (SHA-256)</source>
        <translation>Fingeraftryk i loggen (SHA-256)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Slags</translation>
    </message>
    <message>
        <source>Project&apos;s id</source>
        <translation>Projektets id</translation>
    </message>
    <message>
        <source>You took in a request from “%1”.</source>
        <translation>Du tog imod en forespørgsel fra »%1«.</translation>
    </message>
    <message>
        <source>You said yes to “%1”.</source>
        <translation>Du sagde ja til »%1«.</translation>
    </message>
    <message>
        <source>You changed what you give to “%1”.</source>
        <translation>Du ændrede, hvad du giver til »%1«.</translation>
    </message>
    <message>
        <source>You renewed your yes to “%1”.</source>
        <translation>Du fornyede dit ja til »%1«.</translation>
    </message>
    <message>
        <source>You said no to “%1”.</source>
        <translation>Du sagde nej til »%1«.</translation>
    </message>
    <message>
        <source>You wanted to think about “%1” for a while.</source>
        <translation>Du ville tænke over »%1« et stykke tid.</translation>
    </message>
    <message>
        <source>You withdrew your consent to “%1”.</source>
        <translation>Du trak dit samtykke til »%1« tilbage.</translation>
    </message>
    <message>
        <source>You withdrew a part of your consent to “%1”.</source>
        <translation>Du trak en del af dit samtykke til »%1« tilbage.</translation>
    </message>
    <message>
        <source>You saved a receipt of your consent to “%1” as a file.</source>
        <translation>Du gemte en kvittering for dit samtykke til »%1« som en fil.</translation>
    </message>
    <message>
        <source>You packed and sealed donation %2 to “%1”. It was not sent yet.</source>
        <translation>Du pakkede og forseglede donation %2 til »%1«. Den var ikke sendt endnu.</translation>
    </message>
    <message>
        <source>You sent donation %2 to “%1”.</source>
        <translation>Du sendte donation %2 til »%1«.</translation>
    </message>
    <message>
        <source>You told the recipient that you have withdrawn your consent to “%1”.</source>
        <translation>Du gav modtageren besked om, at du har trukket dit samtykke til »%1« tilbage.</translation>
    </message>
    <message>
        <source>The recipient signed that it has what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til »%1«, er modtaget.</translation>
    </message>
    <message>
        <source>The recipient signed that it has rejected what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til »%1«, er afvist.</translation>
    </message>
    <message>
        <source>The recipient signed that it has read your withdrawal from “%1”.</source>
        <translation>Modtageren har underskrevet, at den har læst, at du har trukket dit samtykke til »%1« tilbage.</translation>
    </message>
    <message>
        <source>The recipient signed that it has deleted what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til »%1«, er slettet.</translation>
    </message>
    <message>
        <source>It was asked for</source>
        <translation>Der blev bedt om det</translation>
    </message>
    <message>
        <source>The program does it by itself, as announced</source>
        <translation>Programmet gør det af sig selv, som der er fortalt</translation>
    </message>
    <message>
        <source>Something had been cut off and was set right</source>
        <translation>Noget var blevet afbrudt og blev bragt i orden</translation>
    </message>
    <message>
        <source>A rule demanded it</source>
        <translation>En regel krævede det</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Slags fil</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nye</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>Var der i forvejen</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Kunne ikke læses</translation>
    </message>
    <message>
        <source>What was deleted</source>
        <translation>Hvad der blev slettet</translation>
    </message>
    <message>
        <source>Holds until</source>
        <translation>Gælder til og med</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Fordi</translation>
    </message>
    <message>
        <source>Spoke with</source>
        <translation>Talte med</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Registreringer</translation>
    </message>
    <message>
        <source>Decided before it was written</source>
        <translation>Besluttet, før det blev skrevet ned</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Change</source>
        <comment>leads to one answer</comment>
        <translation>Ret</translation>
    </message>
</context>
<context>
    <name>ApprovedCard</name>
    <message>
        <source>Approved until</source>
        <translation>Godkendt til og med</translation>
    </message>
    <message>
        <source>Why it is approved</source>
        <translation>Derfor er den godkendt</translation>
    </message>
    <message>
        <source>Those who keep the list have approved it. It has no project on it yet.</source>
        <translation>De, der fører listen, har godkendt den. Den har endnu ikke noget projekt på listen.</translation>
    </message>
    <message>
        <source>For the project “%1”. It names no approval by an ethics committee.</source>
        <translation>Til projektet »%1«. Det nævner ingen godkendelse fra en etisk komité.</translation>
    </message>
    <message>
        <source>For the project “%1”. %2 approved it %3, case number %4.</source>
        <translation>Til projektet »%1«. %2 har godkendt det %3, sagsnummer %4.</translation>
    </message>
    <message>
        <source>The recipient&apos;s key, as twelve words</source>
        <translation>Modtagerens nøgle som tolv ord</translation>
    </message>
    <message>
        <source>Everyone who uses the same list sees the same words, in every language. If somebody reads other words to you, it is another key.</source>
        <translation>Alle, der bruger den samme liste, ser de samme ord på alle sprog. Læser nogen andre ord op for dig, er det en anden nøgle.</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>Hospital</translation>
    </message>
    <message>
        <source>University</source>
        <translation>Universitet</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Virksomhed</translation>
    </message>
    <message>
        <source>Public authority</source>
        <translation>Offentlig myndighed</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
    <message>
        <source>Foundation</source>
        <translation>Fond</translation>
    </message>
    <message>
        <source>Association</source>
        <translation>Forening</translation>
    </message>
    <message>
        <source>Patients&apos; association</source>
        <translation>Patientforening</translation>
    </message>
</context>
<context>
    <name>ArrivedView</name>
    <message>
        <source>What has come</source>
        <translation>Det, der er kommet</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fil</numerusform>
            <numerusform>%n filer</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting in the inbox</source>
        <translation>Venter i indbakken</translation>
    </message>
    <message>
        <source>Withdrawals that can be seen</source>
        <translation>Tilbagetrækninger, man kan se</translation>
    </message>
    <message>
        <source>Answers that lie ready</source>
        <translation>Svar, der ligger klar</translation>
    </message>
    <message>
        <source>Receive data</source>
        <translation>Modtag data</translation>
    </message>
    <message numerus="yes">
        <source>%n donor(s)</source>
        <translation>
            <numerusform>%n donor</numerusform>
            <numerusform>%n donorer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundle(s)</source>
        <translation>
            <numerusform>%n pakke</numerusform>
            <numerusform>%n pakker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n fjernet</numerusform>
            <numerusform>%n fjernet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawal(s)</source>
        <translation>
            <numerusform>%n tilbagetrækning</numerusform>
            <numerusform>%n tilbagetrækninger</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AskedBack</name>
    <message>
        <source>Word number %1</source>
        <translation>Ord nummer %1</translation>
    </message>
    <message>
        <source>That is not word number %1 on your sheet. Look again.</source>
        <translation>Det er ikke ord nummer %1 på dit ark. Se efter igen.</translation>
    </message>
</context>
<context>
    <name>AskedCard</name>
    <message>
        <source>What they ask for</source>
        <translation>Det beder de om</translation>
    </message>
    <message>
        <source>Needed to take part</source>
        <translation>Nødvendigt for at deltage</translation>
    </message>
    <message>
        <source>You can say no</source>
        <translation>Du kan sige nej</translation>
    </message>
    <message>
        <source>When you answer you can give less: fewer things, fewer days, or coarser.</source>
        <translation>Når du svarer, kan du give mindre: færre ting, færre dage eller grovere tal.</translation>
    </message>
</context>
<context>
    <name>AssistPage</name>
    <message>
        <source>What the one who helps may do</source>
        <translation>Det må den, der hjælper</translation>
    </message>
    <message>
        <source>Explain, find the way, and make the text larger.</source>
        <translation>Forklare, finde vej og gøre teksten større.</translation>
    </message>
    <message>
        <source>What only you can do</source>
        <translation>Det kan kun du</translation>
    </message>
    <message>
        <source>Is somebody going to help you?</source>
        <translation>Er der en, der skal hjælpe dig?</translation>
    </message>
    <message>
        <source>Say yes or no, send what you donate, and end the help. Each time you write your passphrase yourself; never tell it to anybody. Meanwhile nothing else is saved, copied or printed, and your recovery words are not shown.</source>
        <translation>Sige ja eller nej, sende det, du donerer, og afslutte hjælpen. Hver gang skriver du selv din adgangssætning; sig den aldrig til nogen. Imens kan intet andet gemmes, kopieres eller udskrives, og dine gendannelsesord bliver ikke vist.</translation>
    </message>
    <message>
        <source>While somebody helps, there is a coloured edge around the window, and who it was stands in your log. You can end the help at any time, with your passphrase. When the time has run out, your vault is locked.</source>
        <translation>Mens nogen hjælper, er der en farvet kant om vinduet, og i din log står, hvem det var. Du kan afslutte hjælpen når som helst med din adgangssætning. Når tiden er gået, bliver din boks låst.</translation>
    </message>
    <message>
        <source>Be&amp;gin the help</source>
        <translation>&amp;Begynd hjælpen</translation>
    </message>
    <message>
        <source>Somebody is helping you</source>
        <translation>Der er en, der hjælper dig</translation>
    </message>
    <message>
        <source>It stands in your log, with everything that happens meanwhile.</source>
        <translation>Det står i din log sammen med alt, hvad der sker imens.</translation>
    </message>
    <message>
        <source>&amp;End the help</source>
        <translation>Af&amp;slut hjælpen</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
    <message>
        <source>What they are to you</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Where they work</source>
        <translation>Arbejdssted</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Autorisations-ID</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Siden</translation>
    </message>
    <message>
        <source>At the latest until</source>
        <translation>Senest indtil</translation>
    </message>
    <message>
        <source>Write your passphrase: it is you who lets them.</source>
        <translation>Skriv din adgangssætning: det er dig, der giver lov.</translation>
    </message>
    <message>
        <source>Checking your passphrase …</source>
        <translation>Kontrollerer din adgangssætning …</translation>
    </message>
    <message>
        <source>The help has ended</source>
        <translation>Hjælpen er slut</translation>
    </message>
    <message>
        <source>Nobody sits beside you any more.</source>
        <translation>Der er ikke længere nogen, der hjælper dig.</translation>
    </message>
</context>
<context>
    <name>AssistStrip</name>
    <message>
        <source>End the help</source>
        <translation>Afslut hjælpen</translation>
    </message>
    <message>
        <source>%1 helps until %2, and does not decide.</source>
        <translation>%1 hjælper indtil kl. %2, men bestemmer ikke.</translation>
    </message>
    <message>
        <source>%1 helps until %2. Then the vault is locked.</source>
        <translation>%1 hjælper indtil kl. %2. Så bliver boksen låst.</translation>
    </message>
</context>
<context>
    <name>AuditingWords</name>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Hvad der skete</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Hvem</translation>
    </message>
    <message>
        <source>Was it allowed?</source>
        <translation>Var det tilladt?</translation>
    </message>
    <message>
        <source>What the recipient says</source>
        <translation>Hvad modtageren siger</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>By which right</source>
        <translation>Med hvilken ret</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Fra</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Filen</translation>
    </message>
    <message>
        <source>The file (SHA-256)</source>
        <translation>Filen (SHA-256)</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <comment>a project, a sentence</comment>
        <translation>»%1«: %2</translation>
    </message>
    <message>
        <source>The words of this event are not in the package: hidden or erased.</source>
        <translation>Ordene i denne hændelse er ikke i pakken: de er skjult eller slettet.</translation>
    </message>
    <message>
        <source>This event is hidden by the citizen.</source>
        <translation>Denne hændelse er skjult af borgeren.</translation>
    </message>
    <message>
        <source>Not in the package</source>
        <translation>Ikke i pakken</translation>
    </message>
    <message>
        <source>The right&apos;s document (SHA-256)</source>
        <translation>Rettens dokument (SHA-256)</translation>
    </message>
</context>
<context>
    <name>AuditorPage</name>
    <message>
        <source>&amp;Choose a package …</source>
        <translation>&amp;Vælg en pakke …</translation>
    </message>
    <message>
        <source>Save the &amp;report (PDF) …</source>
        <translation>Gem &amp;rapporten (PDF) …</translation>
    </message>
    <message>
        <source>What is known of this?</source>
        <translation>Hvad ved man om det her?</translation>
    </message>
    <message>
        <source>What does the package show?</source>
        <translation>Hvad viser pakken?</translation>
    </message>
    <message>
        <source>The package is being checked</source>
        <translation>Pakken bliver kontrolleret</translation>
    </message>
    <message>
        <source>Which package would you like to check?</source>
        <translation>Hvilken pakke vil du kontrollere?</translation>
    </message>
    <message>
        <source>Packages (*.ddaudit);;All files (*)</source>
        <translation>Pakker (*.ddaudit);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Choose the package</source>
        <translation>Vælg pakken</translation>
    </message>
    <message>
        <source>The file was not read</source>
        <translation>Filen blev ikke læst</translation>
    </message>
    <message>
        <source>Stop: do not rely on this file</source>
        <translation>Stop: stol ikke på denne fil</translation>
    </message>
    <message>
        <source>This file cannot be checked</source>
        <translation>Denne fil kan ikke kontrolleres</translation>
    </message>
    <message>
        <source>You stopped the check</source>
        <translation>Du stoppede kontrollen</translation>
    </message>
    <message>
        <source>Nothing was kept of the file.</source>
        <translation>Intet fra filen er gemt.</translation>
    </message>
    <message>
        <source>Signatures, proofs and consents are being checked …</source>
        <translation>Underskrifter, beviser og samtykker bliver kontrolleret …</translation>
    </message>
    <message>
        <source>The file is being read …</source>
        <translation>Filen bliver læst …</translation>
    </message>
    <message>
        <source>It is no longer there. Choose it anew.</source>
        <translation>Den er der ikke længere. Vælg den igen.</translation>
    </message>
    <message>
        <source>That is a folder. Choose the file in it.</source>
        <translation>Det er en mappe. Vælg filen i den.</translation>
    </message>
    <message>
        <source>That is not an ordinary file.</source>
        <translation>Det er ikke en almindelig fil.</translation>
    </message>
    <message>
        <source>It may not be read. Copy it to a folder of your own.</source>
        <translation>Den må ikke læses. Kopiér den til en af dine egne mapper.</translation>
    </message>
    <message>
        <source>It is too large to be a package.</source>
        <translation>Den er for stor til at være en pakke.</translation>
    </message>
    <message>
        <source>datadonor-report.pdf</source>
        <translation>datadonor-rapport.pdf</translation>
    </message>
    <message>
        <source>Report (*.pdf)</source>
        <translation>Rapport (*.pdf)</translation>
    </message>
    <message>
        <source>datadonor-events.csv</source>
        <translation>datadonor-haendelser.csv</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabel (*.csv)</translation>
    </message>
    <message>
        <source>datadonor-audit-events.json</source>
        <translation>datadonor-auditevents.json</translation>
    </message>
    <message>
        <source>AuditEvents (*.json)</source>
        <translation>AuditEvents (*.json)</translation>
    </message>
    <message>
        <source>Where should it be saved?</source>
        <translation>Hvor skal det gemmes?</translation>
    </message>
    <message>
        <source>The file is being written …</source>
        <translation>Filen bliver skrevet …</translation>
    </message>
    <message>
        <source>It is called %1.</source>
        <translation>Den hedder %1.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gemt</translation>
    </message>
</context>
<context>
    <name>AuthorityForm</name>
    <message>
        <source>Who shall stamp?</source>
        <translation>Hvem skal stemple?</translation>
    </message>
    <message>
        <source>The &amp;address where timestamps are asked for, as they give it</source>
        <translation>&amp;Adressen, hvor der bedes om tidsstempler, som de oplyser den</translation>
    </message>
    <message>
        <source>Their root certificate, a file that you get from them. It shows that a timestamp comes from them and from nobody else.</source>
        <translation>Deres rodcertifikat, en fil, som du får af dem. Den viser, at et tidsstempel kommer fra dem og fra ingen anden.</translation>
    </message>
    <message>
        <source>Choose the &amp;certificate …</source>
        <translation>Vælg &amp;certifikatet …</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that they have made known.</source>
        <translation>Sammenlign fingeraftrykket med det, som de har offentliggjort.</translation>
    </message>
    <message>
        <source>Choose the certificate first.</source>
        <translation>Vælg certifikatet først.</translation>
    </message>
    <message>
        <source>Write the address first.</source>
        <translation>Skriv adressen først.</translation>
    </message>
</context>
<context>
    <name>BackupSection</name>
    <message>
        <source>Back up the vault</source>
        <translation>Tag en sikkerhedskopi</translation>
    </message>
    <message>
        <source>&amp;Choose where, and back up …</source>
        <translation>&amp;Vælg hvor, og tag kopien …</translation>
    </message>
    <message>
        <source>A backup is one file with everything in your vault. It is encrypted like the vault itself, so it can lie on a USB stick or another disk. If the computer breaks, it is your only copy.</source>
        <translation>En sikkerhedskopi er én fil med alt, hvad der er i din boks. Den er krypteret ligesom boksen selv, så den kan ligge på en USB-nøgle eller en anden disk. Går computeren i stykker, er den det eneste, du har.</translation>
    </message>
    <message>
        <source>If you ever need it</source>
        <translation>Hvis du får brug for den</translation>
    </message>
    <message>
        <source>Open Datadonor, choose “I have a backup” on the first page, and point to the file. It opens with the passphrase that you have today, or with your recovery words.</source>
        <translation>Åbn Datadonor, vælg »Jeg har en sikkerhedskopi« på den første side, og vis, hvor filen ligger. Den åbner med den adgangssætning, du har i dag, eller med dine gendannelsesord.</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Ingen endnu</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Seneste sikkerhedskopi</translation>
    </message>
    <message>
        <source>Room it will take, about</source>
        <translation>Fylder cirka</translation>
    </message>
    <message>
        <source>Where should the backup be written?</source>
        <translation>Hvor skal sikkerhedskopien ligge?</translation>
    </message>
    <message>
        <source>Writing the backup …</source>
        <translation>Skriver sikkerhedskopien …</translation>
    </message>
    <message>
        <source>Writing the backup: %1 of 100</source>
        <translation>Skriver sikkerhedskopien: %1 af 100</translation>
    </message>
    <message>
        <source>The backup was stopped</source>
        <translation>Sikkerhedskopien blev stoppet</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Der blev ikke skrevet noget.</translation>
    </message>
    <message>
        <source>It is called %1. Keep it somewhere else than on this computer.</source>
        <translation>Den hedder %1. Gem den et andet sted end på denne computer.</translation>
    </message>
    <message>
        <source>The backup has been written</source>
        <translation>Sikkerhedskopien er skrevet</translation>
    </message>
</context>
<context>
    <name>BarredView</name>
    <message>
        <source>Stop: this project cannot be answered now</source>
        <translation>Stop: Du kan ikke svare på dette projekt nu</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>A package is a file that a citizen has made of their log, as a rule with a name that ends in .ddaudit. It is checked on this computer. It holds no health data, and no vault is needed.</source>
        <translation>En pakke er en fil, som en borger har lavet af sin log. Navnet ender som regel på .ddaudit. Den kontrolleres på denne computer. Der er ingen sundhedsdata i den, og du behøver ingen boks.</translation>
    </message>
    <message>
        <source>What is checked</source>
        <translation>Hvad der kontrolleres</translation>
    </message>
    <message>
        <source>Is the package whole, or was something changed, added or left out?</source>
        <translation>Er pakken hel, eller er noget ændret, tilføjet eller udeladt?</translation>
    </message>
    <message>
        <source>Who decided what, when, and in which words?</source>
        <translation>Hvem bestemte hvad, hvornår og med hvilke ord?</translation>
    </message>
    <message>
        <source>Was there a consent to everything that was sent, at the moment it was sent?</source>
        <translation>Var der samtykke til alt, hvad der blev sendt, i det øjeblik det blev sendt?</translation>
    </message>
    <message>
        <source>What was refused, what was withdrawn, and what is proven deleted?</source>
        <translation>Hvad blev afvist, hvad blev trukket tilbage, og hvad er bevist slettet?</translation>
    </message>
    <message>
        <source>You can also drop the file on this page. Nothing is sent anywhere.</source>
        <translation>Du kan også slippe filen på denne side. Intet bliver sendt nogen steder hen.</translation>
    </message>
</context>
<context>
    <name>BeginningView</name>
    <message>
        <source>A request says who you are, which data you ask for, and why. While you write, you see what a citizen will read, in Danish and in English, and what an ethics office would ask about.</source>
        <translation>En forespørgsel siger, hvem I er, hvilke data I beder om, og hvorfor. Mens du skriver, ser du det, en borger kommer til at læse, på dansk og på engelsk, og det, et kontor for forskningsetik ville spørge til.</translation>
    </message>
    <message>
        <source>Write a new request</source>
        <translation>Skriv en ny forespørgsel</translation>
    </message>
    <message>
        <source>You choose first where the draft is to lie. It is saved as you write.</source>
        <translation>Du vælger først, hvor kladden skal ligge. Den bliver gemt, mens du skriver.</translation>
    </message>
    <message>
        <source>Go on with a draft, or change a request</source>
        <translation>Fortsæt på en kladde, eller ret en forespørgsel</translation>
    </message>
    <message>
        <source>A signed request becomes the draft of its next version.</source>
        <translation>En underskrevet forespørgsel bliver til kladden til dens næste udgave.</translation>
    </message>
    <message>
        <source>request</source>
        <translation>forespørgsel</translation>
    </message>
    <message>
        <source>Where should the draft lie?</source>
        <translation>Hvor skal kladden ligge?</translation>
    </message>
    <message>
        <source>Drafts (*.yaml)</source>
        <translation>Kladder (*.yaml)</translation>
    </message>
    <message>
        <source>Drafts and requests (*.yaml *.yml *.ddrequest);;All files (*)</source>
        <translation>Kladder og forespørgsler (*.yaml *.yml *.ddrequest);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Open a draft or a request</source>
        <translation>Åbn en kladde eller en forespørgsel</translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Uge</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Måned</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>År</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Tidligere</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Senere</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>Hvad du vil se på</translation>
    </message>
    <message>
        <source>Delete this category …</source>
        <translation>Slet denne kategori …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln registrering</numerusform>
            <numerusform>%Ln registreringer</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of it is written in another unit. You find it under “One by one”.</source>
        <translation>Noget af det er skrevet i en anden enhed. Du finder det under »Én for én«.</translation>
    </message>
    <message>
        <source>Look closer: %1</source>
        <translation>Se nærmere: %1</translation>
    </message>
    <message>
        <source>See the records one by one</source>
        <translation>Se registreringerne én for én</translation>
    </message>
</context>
<context>
    <name>BundlesPage</name>
    <message>
        <source>What do you want to receive?</source>
        <translation>Hvad vil du modtage?</translation>
    </message>
    <message>
        <source>Empty the inbox</source>
        <translation>Tøm indbakken</translation>
    </message>
    <message>
        <source>Look at one bundle</source>
        <translation>Se på én pakke</translation>
    </message>
    <message>
        <source>Open one bundle</source>
        <translation>Åbn én pakke</translation>
    </message>
    <message>
        <source>The keys’ &amp;passphrase</source>
        <translation>Nøglernes a&amp;dgangssætning</translation>
    </message>
    <message>
        <source>Everything in the inbox is checked, filed or put aside, and answered. Withdrawals are carried out. You can do it as often as you like.</source>
        <translation>Alt i indbakken bliver kontrolleret, lagt på plads eller lagt til side, og besvaret. Tilbagetrækninger bliver udført. Du kan gøre det så tit, du vil.</translation>
    </message>
    <message>
        <source>Empty the inbox now</source>
        <translation>Tøm indbakken nu</translation>
    </message>
    <message>
        <source>Every byte of the bundle is checked, and nothing of it is kept.</source>
        <translation>Hver byte i pakken bliver kontrolleret, og intet af den bliver gemt.</translation>
    </message>
    <message>
        <source>Look at it now</source>
        <translation>Se på den nu</translation>
    </message>
    <message>
        <source>The bundle is checked, and what is in it is written into a new folder. They are health data: choose an encrypted disk.</source>
        <translation>Pakken bliver kontrolleret, og det, der er i den, bliver skrevet i en ny mappe. Det er sundhedsdata: vælg en krypteret disk.</translation>
    </message>
    <message>
        <source>Open it now</source>
        <translation>Åbn den nu</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Ikke valgt endnu</translation>
    </message>
    <message>
        <source>Choose the folder …</source>
        <translation>Vælg mappen …</translation>
    </message>
    <message>
        <source>Folder of your keys</source>
        <translation>Mappen med dine nøgler</translation>
    </message>
    <message>
        <source>The bundle</source>
        <translation>Pakken</translation>
    </message>
    <message>
        <source>Choose the file …</source>
        <translation>Vælg filen …</translation>
    </message>
    <message>
        <source>Where the new folder is to be made</source>
        <translation>Der, hvor den nye mappe skal laves</translation>
    </message>
    <message>
        <source>Inbox: where bundles come</source>
        <translation>Indbakken: her kommer pakkerne</translation>
    </message>
    <message>
        <source>Where what is right is filed</source>
        <translation>Her lægges det, der er i orden</translation>
    </message>
    <message>
        <source>Where your answers are put</source>
        <translation>Her lægges dine svar</translation>
    </message>
    <message>
        <source>Choose the folder of your keys</source>
        <translation>Vælg mappen med dine nøgler</translation>
    </message>
    <message>
        <source>Bundles (%1);;All files (*)</source>
        <translation>Pakker (%1);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Choose the bundle</source>
        <translation>Vælg pakken</translation>
    </message>
    <message>
        <source>Where is the new folder to be made?</source>
        <translation>Hvor skal den nye mappe laves?</translation>
    </message>
    <message>
        <source>This folder is not there. Choose another.</source>
        <translation>Mappen findes ikke. Vælg en anden.</translation>
    </message>
    <message>
        <source>Choose this first.</source>
        <translation>Vælg det først.</translation>
    </message>
    <message>
        <source>Write the passphrase of the keys.</source>
        <translation>Skriv nøglernes adgangssætning.</translation>
    </message>
    <message>
        <source>Emptying the inbox: %1 files.</source>
        <translation>Tømmer indbakken: %1 filer.</translation>
    </message>
    <message>
        <source>Opening the keys, and looking into the inbox …</source>
        <translation>Åbner nøglerne og ser i indbakken …</translation>
    </message>
    <message>
        <source>Checking every byte of the bundle.</source>
        <translation>Kontrollerer hver byte i pakken.</translation>
    </message>
    <message>
        <source>Opening the keys …</source>
        <translation>Åbner nøglerne …</translation>
    </message>
    <message>
        <source>Something stayed in the inbox, and a person should look at why</source>
        <translation>Noget er blevet liggende i indbakken, og et menneske bør se hvorfor</translation>
    </message>
    <message>
        <source>The inbox is empty, and a person should look at something</source>
        <translation>Indbakken er tom, og et menneske skal se på noget</translation>
    </message>
    <message>
        <source>What it is stands below.</source>
        <translation>Hvad det er, står nedenfor.</translation>
    </message>
    <message>
        <source>The inbox is empty, and everything is answered</source>
        <translation>Indbakken er tom, og alt er besvaret</translation>
    </message>
    <message>
        <source>The bundle is right in every byte</source>
        <translation>Pakken er rigtig i hver byte</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>What was filed by then is filed and answered. The rest is still in the inbox.</source>
        <translation>Det, der nåede at blive taget ind, er på plads og besvaret. Resten ligger stadig i indbakken.</translation>
    </message>
    <message>
        <source>Nothing of the bundle was kept.</source>
        <translation>Intet af pakken er gemt.</translation>
    </message>
</context>
<context>
    <name>ByHandView</name>
    <message>
        <source>To be taken out by hand</source>
        <translation>Skal fjernes manuelt</translation>
    </message>
    <message>
        <source>A citizen has taken back part of a yes. Take it out of the folder of what was filed, and out of everything that you made of it. Then sign that it was done; the citizen gets the answer.</source>
        <translation>En borger har trukket en del af sit ja tilbage. Fjern den del fra mappen med det, der er lagt på plads, og fra alt, hvad I har lavet af det. Skriv så under på, at det er gjort. Borgeren får svaret.</translation>
    </message>
    <message>
        <source>The keys’ &amp;passphrase</source>
        <translation>Nøglernes a&amp;dgangssætning</translation>
    </message>
    <message>
        <source>“%1”, in bundles up to number %2</source>
        <translation>»%1«, i pakker til og med nummer %2</translation>
    </message>
    <message>
        <source>It is taken out: sign it</source>
        <translation>Det er fjernet: skriv under</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>d MMM yyyy</source>
        <comment>a pattern of Qt&apos;s: keep the letters, order them</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a pattern of Qt&apos;s: keep the letters, order them</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a day, a time of day</comment>
        <translation>%1 kl. %2</translation>
    </message>
    <message>
        <source>at %1</source>
        <comment>a time of day</comment>
        <translation>kl. %1</translation>
    </message>
    <message>
        <source>week %1, %2</source>
        <comment>its number, its days</comment>
        <translation>uge %1, %2</translation>
    </message>
</context>
<context>
    <name>CategoriesPanel</name>
    <message>
        <source>Search your data</source>
        <translation>Søg i dine data</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Søg</translation>
    </message>
    <message>
        <source>Take a copy of everything …</source>
        <translation>Tag en kopi af alt …</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorier</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln registrering</numerusform>
            <numerusform>%Ln registreringer</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>intet endnu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) in all</source>
        <translation>
            <numerusform>%Ln registrering i alt</numerusform>
            <numerusform>%Ln registreringer i alt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>Certificate of</source>
        <translation>Certifikat fra</translation>
    </message>
    <message>
        <source>Its fingerprint</source>
        <translation>Dets fingeraftryk</translation>
    </message>
</context>
<context>
    <name>ChairsPage</name>
    <message>
        <source>Who is using this?</source>
        <translation>Hvem bruger computeren?</translation>
    </message>
    <message>
        <source>Each person has a vault of their own, with a passphrase of their own. Nothing is shared between them.</source>
        <translation>Hver person har sin egen boks med sin egen adgangssætning. Intet deles mellem dem.</translation>
    </message>
    <message>
        <source>With a vault</source>
        <translation>Med en boks</translation>
    </message>
    <message>
        <source>A new person</source>
        <translation>En ny person</translation>
    </message>
    <message>
        <source>Make a vault for somebody else who uses this computer.</source>
        <translation>Lav en boks til en anden, der bruger computeren.</translation>
    </message>
    <message>
        <source>Without a vault</source>
        <translation>Uden en boks</translation>
    </message>
    <message>
        <source>I help someone else</source>
        <translation>Jeg hjælper en anden</translation>
    </message>
    <message>
        <source>They unlock their own vault and start the help there.</source>
        <translation>Den anden låser sin egen boks op og begynder hjælpen dér.</translation>
    </message>
    <message>
        <source>I am a researcher</source>
        <translation>Jeg er forsker</translation>
    </message>
    <message>
        <source>Write requests, and receive what is donated.</source>
        <translation>Skriv forespørgsler, og tag imod det, der bliver doneret.</translation>
    </message>
    <message>
        <source>I am an auditor</source>
        <translation>Jeg er revisor</translation>
    </message>
    <message>
        <source>Check a package that somebody has given you.</source>
        <translation>Kontrollér en pakke, som nogen har givet dig.</translation>
    </message>
    <message>
        <source>&amp;Put on the list</source>
        <translation>&amp;Sæt på listen</translation>
    </message>
    <message>
        <source>&amp;Save the name</source>
        <translation>&amp;Gem navnet</translation>
    </message>
    <message>
        <source>Nothing was deleted. The vault lies in %1</source>
        <translation>Intet er slettet. Boksen ligger i %1</translation>
    </message>
    <message>
        <source>%1 is off the list</source>
        <translation>%1 er taget af listen</translation>
    </message>
    <message>
        <source>Put back on the list</source>
        <translation>Sæt på listen igen</translation>
    </message>
</context>
<context>
    <name>CheckPaperView</name>
    <message>
        <source>Compare it with the paper once more. Nothing is written down before you sign.</source>
        <translation>Sammenlign det med papiret en gang til. Intet bliver skrevet ned, før du skriver under.</translation>
    </message>
    <message>
        <source>The form&apos;s code</source>
        <translation>Formularens kode</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>Skrevet under den</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Billede</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>Papiret</translation>
    </message>
    <message>
        <source>What is ticked</source>
        <translation>Det er der sat kryds ved</translation>
    </message>
    <message>
        <source>Change the day or the picture</source>
        <translation>Ret dagen eller billedet</translation>
    </message>
    <message>
        <source>Change what is ticked</source>
        <translation>Ret det, der er sat kryds ved</translation>
    </message>
    <message>
        <source>No box is ticked</source>
        <translation>Der er ikke sat kryds</translation>
    </message>
    <message>
        <source>Your &amp;passphrase, the one that opens the vault</source>
        <translation>Din &amp;adgangssætning, den, der åbner boksen</translation>
    </message>
</context>
<context>
    <name>CheckView</name>
    <message>
        <source>Read the whole text</source>
        <translation>Læs hele teksten</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>%1: %2 records</source>
        <translation>%1: %2 registreringer</translation>
    </message>
    <message>
        <source>Bring in the made-up files</source>
        <translation>Hent de opdigtede filer ind</translation>
    </message>
    <message>
        <source>Brought in before</source>
        <translation>Hentet ind tidligere</translation>
    </message>
    <message>
        <source>Where can health data come from?</source>
        <translation>Hvor kan sundhedsdata komme fra?</translation>
    </message>
    <message>
        <source>iPhone and Apple Watch</source>
        <translation>iPhone og Apple Watch</translation>
    </message>
    <message>
        <source>In the app Health: your picture, then Export All Health Data. Choose the zip file as it is.</source>
        <translation>I appen Sundhed: dit billede, og så Eksporter alle sundhedsdata. Vælg zip-filen, som den er.</translation>
    </message>
    <message>
        <source>Android, Fitbit, Garmin</source>
        <translation>Android, Fitbit, Garmin</translation>
    </message>
    <message>
        <source>The file that Health Connect, Fitbit or Garmin lets you download.</source>
        <translation>Den fil, som Health Connect, Fitbit eller Garmin lader dig hente.</translation>
    </message>
    <message>
        <source>Sundhed.dk, clinic or hospital</source>
        <translation>Sundhed.dk, klinik eller hospital</translation>
    </message>
    <message>
        <source>Files in FHIR or MedCom&apos;s formats, which they can give you.</source>
        <translation>Filer i FHIR eller MedComs formater, som de kan give dig.</translation>
    </message>
    <message>
        <source>Blood sugar</source>
        <translation>Blodsukker</translation>
    </message>
    <message>
        <source>From LibreView, Dexcom Clarity or Nightscout.</source>
        <translation>Fra LibreView, Dexcom Clarity eller Nightscout.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Træning</translation>
    </message>
    <message>
        <source>Files that end in .fit or .gpx.</source>
        <translation>Filer, der ender på .fit eller .gpx.</translation>
    </message>
    <message>
        <source>Your own tables</source>
        <translation>Dine egne tabeller</translation>
    </message>
    <message>
        <source>A table with dates and numbers, saved as CSV.</source>
        <translation>En tabel med datoer og tal, gemt som CSV.</translation>
    </message>
</context>
<context>
    <name>CitizenView</name>
    <message>
        <source>What a citizen reads</source>
        <translation>Det, en borger læser</translation>
    </message>
    <message>
        <source>A dash stands where something is still to be written.</source>
        <translation>Der står en streg, hvor der stadig mangler noget.</translation>
    </message>
    <message>
        <source>There is nothing to read of this part yet.</source>
        <translation>Der er ikke noget at læse om den del endnu.</translation>
    </message>
</context>
<context>
    <name>ClaimCard</name>
    <message>
        <source>What the file says of itself</source>
        <translation>Det siger filen om sig selv</translation>
    </message>
    <message>
        <source>Nobody has checked that this is true.</source>
        <translation>Ingen har kontrolleret, at det er sandt.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Who says that they ask</source>
        <translation>Hvem der siger, at de spørger</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Udgave</translation>
    </message>
</context>
<context>
    <name>ConfirmStep</name>
    <message>
        <source>Write two of the words from your sheet, so that you know that you have them. The first four letters are enough. “Back” shows the words again.</source>
        <translation>Skriv to af ordene fra dit ark, så du ved, at du har dem. De fire første bogstaver er nok. »Tilbage« viser ordene igen.</translation>
    </message>
</context>
<context>
    <name>ConsentEndView</name>
    <message>
        <source>Thank you. You have said yes</source>
        <translation>Tak. Du har sagt ja</translation>
    </message>
    <message>
        <source>Thank you. Your new answers hold</source>
        <translation>Tak. Dine nye svar gælder</translation>
    </message>
    <message>
        <source>You have said no</source>
        <translation>Du har sagt nej</translation>
    </message>
    <message>
        <source>You have said no to the new version</source>
        <translation>Du har sagt nej til den nye udgave</translation>
    </message>
    <message>
        <source>You can decide another day</source>
        <translation>Du kan bestemme dig en anden dag</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>Intet er ændret</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. You always see first what will be sent.</source>
        <translation>Der er ikke sendt noget endnu. Du ser altid først, hvad der bliver sendt.</translation>
    </message>
    <message>
        <source>You can change your answers or take back your yes at any time.</source>
        <translation>Du kan rette dine svar eller tage dit ja tilbage når som helst.</translation>
    </message>
    <message>
        <source>Your yes is written down and signed.</source>
        <translation>Dit ja er skrevet ned og underskrevet.</translation>
    </message>
    <message>
        <source>Your new answers are written down and signed.</source>
        <translation>Dine nye svar er skrevet ned og underskrevet.</translation>
    </message>
    <message>
        <source>Your no is written down. It has no consequences for you.</source>
        <translation>Dit nej er skrevet ned. Det har ingen følger for dig.</translation>
    </message>
    <message>
        <source>Nothing is sent. If you change your mind, you can answer again.</source>
        <translation>Intet bliver sendt. Ombestemmer du dig, kan du svare igen.</translation>
    </message>
    <message>
        <source>Your yes to the earlier version stands as before.</source>
        <translation>Dit ja til den tidligere udgave gælder som før.</translation>
    </message>
    <message>
        <source>If you want to take it back too, you can do so on the project&apos;s page.</source>
        <translation>Vil du også tage det tilbage, kan du gøre det på projektets side.</translation>
    </message>
    <message>
        <source>Your answers are kept. There is no hurry.</source>
        <translation>Dine svar er gemt. Der er ingen hast.</translation>
    </message>
    <message>
        <source>You find the project again under Projects, and go on where you stopped.</source>
        <translation>Du finder projektet igen under Projekter og går videre, hvor du slap.</translation>
    </message>
    <message>
        <source>Your yes stands as it stood.</source>
        <translation>Dit ja gælder, som det gjaldt før.</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>What would go by your answers?</source>
        <translation>Hvad ville blive sendt med dine svar?</translation>
    </message>
    <message>
        <source>Do you want to say no to all of it?</source>
        <translation>Vil du sige nej til det hele?</translation>
    </message>
    <message>
        <source>See exactly what will be sent</source>
        <translation>Se præcis, hvad der bliver sendt</translation>
    </message>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>To the projects</source>
        <translation>Til projekterne</translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s) are missing before you can sign.</source>
        <translation>
            <numerusform>Der mangler %Ln svar, før du kan skrive under.</numerusform>
            <numerusform>Der mangler %Ln svar, før du kan skrive under.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not everything is answered yet</source>
        <translation>Du har ikke svaret på alt endnu</translation>
    </message>
    <message>
        <source>Write your passphrase to sign.</source>
        <translation>Skriv din adgangssætning for at skrive under.</translation>
    </message>
    <message>
        <source>Checking your passphrase …</source>
        <translation>Kontrollerer din adgangssætning …</translation>
    </message>
</context>
<context>
    <name>CopyPanel</name>
    <message>
        <source>The copy holds everything in your vault, in a format that health services and other programs can read (FHIR), and a list that explains it. It is yours: keep it, print from it, or give it to your doctor.</source>
        <translation>Kopien indeholder alt i din boks i et format, som sundhedsvæsenet og andre programmer kan læse (FHIR), og en liste, der forklarer det. Den er din: gem den, udskriv fra den, eller giv den til din læge.</translation>
    </message>
    <message>
        <source>Careful: the copy is not locked</source>
        <translation>Pas på: kopien er ikke låst</translation>
    </message>
    <message>
        <source>Everyone who gets hold of the folder can read it. Choose a place that only you can reach, such as a USB stick that you lock away.</source>
        <translation>Alle, der får fat i mappen, kan læse den. Vælg et sted, som kun du kan komme til, for eksempel en USB-nøgle, som du låser inde.</translation>
    </message>
    <message>
        <source>Choose a place …</source>
        <translation>Vælg et sted …</translation>
    </message>
    <message>
        <source>Writing your copy: %1 records</source>
        <translation>Skriver din kopi: %1 registreringer</translation>
    </message>
    <message>
        <source>Where should the copy be?</source>
        <translation>Hvor skal kopien ligge?</translation>
    </message>
</context>
<context>
    <name>CrashPage</name>
    <message>
        <source>Something went wrong inside the program</source>
        <translation>Der gik noget galt inde i programmet</translation>
    </message>
    <message>
        <source>Nothing has gone wrong</source>
        <translation>Der er ikke gået noget galt</translation>
    </message>
    <message>
        <source>There has been no fault since the program was opened.</source>
        <translation>Der har ikke været nogen fejl, siden programmet blev åbnet.</translation>
    </message>
    <message>
        <source>Nothing has been sent to anyone. If you want to tell those who make Datadonor, copy or save the report below and pass it on yourself.</source>
        <translation>Der er ikke sendt noget til nogen. Vil du fortælle dem, der laver Datadonor, om fejlen, så kopiér eller gem rapporten herunder, og giv den selv videre.</translation>
    </message>
    <message>
        <source>The report, word for word</source>
        <translation>Rapporten, ord for ord</translation>
    </message>
    <message>
        <source>It says what kind of fault it was, where in the program it happened, and what the program runs on. It holds nothing from your health data, and no names of people, files or folders.</source>
        <translation>Den siger, hvilken slags fejl det var, hvor i programmet den skete, og hvad programmet kører på. Der står intet fra dine sundhedsdata i den, og ingen navne på personer, filer eller mapper.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Rapporten</translation>
    </message>
    <message>
        <source>Cop&amp;y the report</source>
        <translation>&amp;Kopiér rapporten</translation>
    </message>
    <message>
        <source>Sa&amp;ve the report …</source>
        <translation>&amp;Gem rapporten …</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsæt</translation>
    </message>
    <message>
        <source>The report has been copied.</source>
        <translation>Rapporten er kopieret.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopieret</translation>
    </message>
    <message>
        <source>Paste it where you want it.</source>
        <translation>Sæt den ind, hvor du vil have den.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Gem rapporten</translation>
    </message>
    <message>
        <source>datadonor-fault.txt</source>
        <translation>datadonor-fejl.txt</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Tekst (*.txt)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gemt</translation>
    </message>
    <message>
        <source>The report lies where you chose.</source>
        <translation>Rapporten ligger der, hvor du valgte.</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Your vault is empty</source>
        <translation>Din boks er tom</translation>
    </message>
    <message>
        <source>Bring in a file, from Apple Health, your health record or a meter, and you will see it here: as plots, as tables, and each record by itself.</source>
        <translation>Hent en fil ind, for eksempel fra Apple Sundhed, din journal eller et måleapparat, så kan du se den her: som kurver, som tal og hver registrering for sig.</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Hent en fil ind</translation>
    </message>
    <message>
        <source>There is nothing of this kind yet</source>
        <translation>Her er ikke noget endnu</translation>
    </message>
    <message>
        <source>When a file that you import holds some of it, you will see it here.</source>
        <translation>Når en fil, du henter ind, indeholder noget af det, kan du se det her.</translation>
    </message>
    <message>
        <source>This is one record</source>
        <translation>Dette er én registrering</translation>
    </message>
    <message>
        <source>Do you want to delete this: %1?</source>
        <translation>Vil du slette dette: %1?</translation>
    </message>
    <message>
        <source>Take a copy of everything</source>
        <translation>Tag en kopi af alt</translation>
    </message>
    <message>
        <source>This was found</source>
        <translation>Dette blev fundet</translation>
    </message>
    <message>
        <source>This is in your vault</source>
        <translation>Dette ligger i din boks</translation>
    </message>
    <message>
        <source>everything from one file</source>
        <translation>alt fra én fil</translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %Ln record(s)</source>
        <translation>
            <numerusform>Slettet: %Ln registrering</numerusform>
            <numerusform>Slettet: %Ln registreringer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds %Ln record(s), and lies here: %1</source>
        <translation>
            <numerusform>Den indeholder %Ln registrering og ligger her: %1</numerusform>
            <numerusform>Den indeholder %Ln registreringer og ligger her: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Your copy is written</source>
        <translation>Din kopi er skrevet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>Nothing of the copy was left behind.</source>
        <translation>Der er ikke efterladt noget af kopien.</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>d MMMM yyyy &apos;at&apos; HH:mm</source>
        <comment>a pattern of Qt&apos;s: keep the letters, order them</comment>
        <translation>d. MMMM yyyy &apos;kl.&apos; HH.mm</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Day (day.month.year)</source>
        <translation>Dag (dag.måned.år)</translation>
    </message>
</context>
<context>
    <name>DayAndPageView</name>
    <message>
        <source>The day beside the person&apos;s own signature: day, month and year</source>
        <translation>Dagen ved personens egen underskrift: dag, måned og år</translation>
    </message>
    <message>
        <source>As it stands on the form</source>
        <translation>Som den står på formularen</translation>
    </message>
    <message>
        <source>Choose the picture …</source>
        <translation>Vælg billedet …</translation>
    </message>
    <message>
        <source>A picture of the page with the signature</source>
        <translation>Et billede af siden med underskriften</translation>
    </message>
    <message>
        <source>A scan or a photograph: PDF, JPEG or PNG, at most 20 megabytes. It is kept in your vault and sent to nobody. All pages in one PDF are best.</source>
        <translation>Scannet eller fotograferet: PDF, JPEG eller PNG, højst 20 megabyte. Det bliver i din boks og sendes ikke til nogen. Alle sider i én PDF er bedst.</translation>
    </message>
    <message>
        <source>Write the day on the form, like 24.12.2026</source>
        <translation>Skriv dagen fra formularen, for eksempel 24.12.2026</translation>
    </message>
    <message>
        <source>No picture is chosen.</source>
        <translation>Der er ikke valgt noget billede.</translation>
    </message>
    <message>
        <source>A picture is chosen: %1.</source>
        <translation>Der er valgt et billede: %1.</translation>
    </message>
    <message>
        <source>Choose a picture of the signed page.</source>
        <translation>Vælg et billede af den underskrevne side.</translation>
    </message>
</context>
<context>
    <name>DayEntry</name>
    <message>
        <source>Write day, month and year, like 24.12.2026</source>
        <translation>Skriv dag, måned og år, som 24.12.2026</translation>
    </message>
</context>
<context>
    <name>Days</name>
    <message>
        <source>From (day.month.year)</source>
        <translation>Fra (dag.måned.år)</translation>
    </message>
    <message>
        <source>Until (day.month.year)</source>
        <translation>Til (dag.måned.år)</translation>
    </message>
</context>
<context>
    <name>DeletePanel</name>
    <message>
        <source>Keep it</source>
        <translation>Behold det</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Slet for altid</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>Tæller …</translation>
    </message>
    <message>
        <source>One record goes, and with it what only repeats its values.</source>
        <translation>Én registrering forsvinder, og med den det, som kun gentager dens værdier.</translation>
    </message>
    <message numerus="yes">
        <source>Up to %Ln record(s) will go.</source>
        <translation>
            <numerusform>Op til %Ln registrering forsvinder.</numerusform>
            <numerusform>Op til %Ln registreringer forsvinder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) will go.</source>
        <translation>
            <numerusform>%Ln registrering forsvinder.</numerusform>
            <numerusform>%Ln registreringer forsvinder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Careful: %1</source>
        <translation>Pas på: %1</translation>
    </message>
    <message>
        <source>It is deleted from your vault and cannot be brought back. If you still have the file, you can import it again.</source>
        <translation>Det slettes fra din boks og kan ikke hentes tilbage. Hvis du stadig har filen, kan du hente den ind igen.</translation>
    </message>
    <message>
        <source>What you have already donated is not deleted by this. To have it deleted there, withdraw your consent to the project.</source>
        <translation>Det, du allerede har doneret, bliver ikke slettet af dette. Vil du have det slettet dér, skal du trække dit samtykke til projektet tilbage.</translation>
    </message>
    <message>
        <source>Backups and copies that you made before still hold it.</source>
        <translation>Sikkerhedskopier og kopier, du har taget før, indeholder det stadig.</translation>
    </message>
    <message>
        <source>Your activity will say that something was deleted, but not what.</source>
        <translation>I din aktivitet kommer der til at stå, at noget er slettet, men ikke hvad.</translation>
    </message>
    <message>
        <source>Deleting …</source>
        <translation>Sletter …</translation>
    </message>
</context>
<context>
    <name>DeleteSection</name>
    <message>
        <source>Delete everything?</source>
        <translation>Vil du slette alt?</translation>
    </message>
    <message>
        <source>This cannot be undone</source>
        <translation>Det kan ikke gøres om</translation>
    </message>
    <message>
        <source>Your vault is deleted from this computer: your health data, your consents, the log and the keys. Nobody can bring it back, neither you nor we.</source>
        <translation>Din boks slettes fra denne computer: dine sundhedsdata, dine samtykker, loggen og nøglerne. Ingen kan få den tilbage, hverken du eller vi.</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>Det, der bliver tilbage</translation>
    </message>
    <message>
        <source>• What you have donated stays with those who got it. If you want it deleted there too, withdraw your consents first: it can be done only while you have the vault.
• Backups that you have taken. Delete those files yourself.
• Receipts, lists and copies that you have saved as files.
• Your choice of language, text size and colours.</source>
        <translation>• Det, du har doneret, bliver hos dem, der har fået det. Vil du have det slettet dér også, så træk først dine samtykker tilbage: det kan kun lade sig gøre, mens du har boksen.
• Sikkerhedskopier, du har taget. Slet selv de filer.
• Kvitteringer, lister og kopier, du har gemt som filer.
• Dit valg af sprog, tekststørrelse og farver.</translation>
    </message>
    <message>
        <source>Write %1 here to show that you &amp;mean it</source>
        <translation>Skriv %1 her for at vise, at du &amp;mener det</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>Din &amp;adgangssætning</translation>
    </message>
    <message>
        <source>&amp;Delete everything for good</source>
        <translation>&amp;Slet alt for altid</translation>
    </message>
    <message>
        <source>DELETE</source>
        <comment>the word that is typed to confirm</comment>
        <translation>SLET</translation>
    </message>
    <message>
        <source>Write %1 first.</source>
        <translation>Skriv %1 først.</translation>
    </message>
    <message>
        <source>Write your passphrase too.</source>
        <translation>Skriv også din adgangssætning.</translation>
    </message>
</context>
<context>
    <name>DisplayChoices</name>
    <message>
        <source>Language</source>
        <translation>Sprog</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekststørrelse</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As on the rest of the computer</source>
        <translation>Som på resten af computeren</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lys</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mørk</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Høj kontrast</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farver</translation>
    </message>
</context>
<context>
    <name>DisplayPage</name>
    <message>
        <source>How should the window look?</source>
        <translation>Hvordan skal vinduet se ud?</translation>
    </message>
    <message>
        <source>What you choose takes effect at once and is kept.</source>
        <translation>Det, du vælger, gælder med det samme og bliver husket.</translation>
    </message>
</context>
<context>
    <name>DraftPage</name>
    <message>
        <source>Save no&amp;w</source>
        <translation>Gem &amp;nu</translation>
    </message>
    <message>
        <source>Which request do you want to write?</source>
        <translation>Hvilken forespørgsel vil du skrive?</translation>
    </message>
    <message>
        <source>Is the request ready to be signed?</source>
        <translation>Er forespørgslen klar til at blive underskrevet?</translation>
    </message>
    <message>
        <source>What do you ask of citizens?</source>
        <translation>Hvad beder I borgerne om?</translation>
    </message>
    <message>
        <source>Sign …</source>
        <translation>Skriv under …</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Næste del</translation>
    </message>
    <message>
        <source>Questionnaires (*.json);;All files (*)</source>
        <translation>Spørgeskemaer (*.json);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Add a questionnaire</source>
        <translation>Tilføj et spørgeskema</translation>
    </message>
    <message>
        <source>Not yet: something has to be mended first</source>
        <translation>Ikke endnu: noget skal rettes først</translation>
    </message>
    <message>
        <source>Go through what the check says. Each line leads to its field.</source>
        <translation>Gå igennem, hvad kontrollen siger. Hver linje fører til sit felt.</translation>
    </message>
    <message>
        <source>The request is signed</source>
        <translation>Forespørgslen er underskrevet</translation>
    </message>
    <message>
        <source>Send “%1” to the operator of the list. A copy lies with your keys, so that the data that come can be held to it.</source>
        <translation>Send »%1« til den, der fører listen. En kopi ligger hos dine nøgler, så de data, der kommer, kan holdes op imod den.</translation>
    </message>
    <message>
        <source>To the overview</source>
        <translation>Til overblikket</translation>
    </message>
    <message>
        <source>Signing …</source>
        <translation>Skriver under …</translation>
    </message>
</context>
<context>
    <name>DraftWords</name>
    <message>
        <source>Who asks</source>
        <translation>Hvem spørger</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Hvad til</translation>
    </message>
    <message>
        <source>Which data</source>
        <translation>Hvilke data</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Hvor længe</translation>
    </message>
    <message>
        <source>Second thoughts</source>
        <translation>Hvis man fortryder</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Spørgsmål</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>Se efter og skriv under</translation>
    </message>
    <message>
        <source>What the project is called</source>
        <translation>Hvad projektet hedder</translation>
    </message>
    <message>
        <source>In the list of approved projects</source>
        <translation>I listen over godkendte projekter</translation>
    </message>
    <message>
        <source>Who answers for the data</source>
        <translation>Hvem der har ansvaret for data</translation>
    </message>
    <message>
        <source>The researcher in charge</source>
        <translation>Den ansvarlige forsker</translation>
    </message>
    <message>
        <source>The ethics committee’s approval</source>
        <translation>Godkendelsen fra den videnskabsetiske komité</translation>
    </message>
    <message>
        <source>Where one can complain</source>
        <translation>Hvor man kan klage</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Hvad det går ud på</translation>
    </message>
    <message>
        <source>What the data may be used for</source>
        <translation>Hvad data må bruges til</translation>
    </message>
    <message>
        <source>Conditions of use</source>
        <translation>Vilkår for brug</translation>
    </message>
    <message>
        <source>The legal basis</source>
        <translation>Retsgrundlaget</translation>
    </message>
    <message>
        <source>Data %1</source>
        <translation>Data %1</translation>
    </message>
    <message>
        <source>About the person</source>
        <translation>Om personen</translation>
    </message>
    <message>
        <source>How often data are sent</source>
        <translation>Hvor tit data bliver sendt</translation>
    </message>
    <message>
        <source>How long one can answer</source>
        <translation>Hvor længe man kan svare</translation>
    </message>
    <message>
        <source>How long you keep the data</source>
        <translation>Hvor længe I gemmer data</translation>
    </message>
    <message>
        <source>Where you keep the data</source>
        <translation>Hvor I gemmer data</translation>
    </message>
    <message>
        <source>When somebody changes their mind</source>
        <translation>Når nogen fortryder</translation>
    </message>
    <message>
        <source>What one can say yes to besides</source>
        <translation>Hvad man ellers kan sige ja til</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Hvad det betyder</translation>
    </message>
    <message>
        <source>Question %1</source>
        <translation>Spørgsmål %1</translation>
    </message>
    <message>
        <source>Questionnaire %1</source>
        <translation>Spørgeskema %1</translation>
    </message>
    <message>
        <source>The operator knows both names. They are never changed later.</source>
        <translation>Den, der fører listen, kender begge navne. De bliver aldrig ændret siden.</translation>
    </message>
    <message>
        <source>Leave all three empty if no committee had to be asked.</source>
        <translation>Lad alle tre stå tomme, hvis ingen komité skulle spørges.</translation>
    </message>
    <message>
        <source>Short sentences, plain words, the same paragraphs in both languages. Say what you will find out, what taking part asks, what may be bad about it, how the data are protected, that it is voluntary, and how one withdraws.</source>
        <translation>Korte sætninger, almindelige ord, de samme afsnit på begge sprog. Sig, hvad I vil finde ud af, hvad det kræver at være med, hvad der kan være dårligt ved det, hvordan data er beskyttet, at det er frivilligt, og hvordan man trækker sig.</translation>
    </message>
    <message>
        <source>Ask for no more, and nothing finer, than the purpose needs.</source>
        <translation>Bed ikke om mere eller finere, end formålet kræver.</translation>
    </message>
    <message>
        <source>What becomes of data already sent. The citizen reads it before answering.</source>
        <translation>Hvad der sker med data, der allerede er sendt. Borgeren læser det, før der svares.</translation>
    </message>
    <message>
        <source>Each becomes a question of its own. Nothing is ticked beforehand.</source>
        <translation>Hver af dem bliver et spørgsmål for sig. Intet er krydset af på forhånd.</translation>
    </message>
    <message>
        <source>Shows the citizen whether the text was understood. The answers are never sent.</source>
        <translation>Viser borgeren, om teksten er forstået. Svarene bliver aldrig sendt.</translation>
    </message>
    <message>
        <source>Made in another program, and kept as it came. To change it, remove it here and add it anew.</source>
        <translation>Lavet i et andet program og står, som det kom. Skal det ændres, så fjern det her, og tilføj det igen.</translation>
    </message>
    <message>
        <source>Answer %1, in Danish</source>
        <translation>Svar %1, på dansk</translation>
    </message>
    <message>
        <source>Answer %1, in English</source>
        <translation>Svar %1, på engelsk</translation>
    </message>
    <message>
        <source>Letters, digits, dot and hyphen</source>
        <translation>Bogstaver, tal, punktum og bindestreg</translation>
    </message>
    <message>
        <source>One higher for each change</source>
        <translation>Én højere for hver ændring</translation>
    </message>
    <message>
        <source>Eight digits</source>
        <translation>Otte cifre</translation>
    </message>
    <message>
        <source>A number, such as 5</source>
        <translation>Et tal, for eksempel 5</translation>
    </message>
    <message>
        <source>Country and place</source>
        <translation>Land og sted</translation>
    </message>
    <message>
        <source>An address on the web, or an e-mail</source>
        <translation>En adresse på nettet, eller en e-mail</translation>
    </message>
    <message>
        <source>Nothing chosen means all of it</source>
        <translation>Intet valgt betyder det hele</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>ÅÅÅÅ-MM-DD</translation>
    </message>
    <message numerus="yes">
        <source>Choose only some of %n kind(s)</source>
        <translation>
            <numerusform>Vælg kun noget af %n slags</numerusform>
            <numerusform>Vælg kun nogle af %n slags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose among %n …</source>
        <translation>
            <numerusform>Vælg blandt %n …</numerusform>
            <numerusform>Vælg blandt %n …</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Vælg …</translation>
    </message>
    <message>
        <source>Yes, one can say no to it</source>
        <translation>Ja, man kan sige nej til det</translation>
    </message>
    <message>
        <source>No, it is needed</source>
        <translation>Nej, det er nødvendigt</translation>
    </message>
    <message>
        <source>Add data</source>
        <translation>Tilføj data</translation>
    </message>
    <message>
        <source>Add a question</source>
        <translation>Tilføj et spørgsmål</translation>
    </message>
    <message>
        <source>Add a questionnaire from a file …</source>
        <translation>Tilføj et spørgeskema fra en fil …</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>Fjern »%1«</translation>
    </message>
    <message>
        <source>Title in Danish</source>
        <translation>Titel på dansk</translation>
    </message>
    <message>
        <source>Title in English</source>
        <translation>Titel på engelsk</translation>
    </message>
    <message>
        <source>The project’s name in the list</source>
        <translation>Projektets navn i listen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Udgave</translation>
    </message>
    <message>
        <source>Your own name in the list</source>
        <translation>Jeres eget navn i listen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Navn</translation>
    </message>
    <message>
        <source>CVR number, if there is one</source>
        <translation>CVR-nummer, hvis der er et</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>E-mail or telephone</source>
        <translation>E-mail eller telefon</translation>
    </message>
    <message>
        <source>Data protection officer</source>
        <translation>Databeskyttelsesrådgiver</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Stilling</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Committee</source>
        <translation>Komité</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Sagsnummer</translation>
    </message>
    <message>
        <source>Day of the approval</source>
        <translation>Godkendelsens dato</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Myndighed</translation>
    </message>
    <message>
        <source>How to reach it</source>
        <translation>Hvordan man kommer i kontakt med den</translation>
    </message>
    <message>
        <source>In Danish</source>
        <translation>På dansk</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>På engelsk</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>Slags data</translation>
    </message>
    <message>
        <source>Short name of your own</source>
        <translation>Jeres eget korte navn</translation>
    </message>
    <message>
        <source>Which of it</source>
        <translation>Hvad af det</translation>
    </message>
    <message>
        <source>Why you need it, in Danish</source>
        <translation>Hvorfor I har brug for det, på dansk</translation>
    </message>
    <message>
        <source>Why you need it, in English</source>
        <translation>Hvorfor I har brug for det, på engelsk</translation>
    </message>
    <message>
        <source>Can one take part without it?</source>
        <translation>Kan man være med uden?</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Første dag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Sidste dag</translation>
    </message>
    <message>
        <source>How fine at most</source>
        <translation>Hvor fint højst</translation>
    </message>
    <message>
        <source>What becomes of the dates</source>
        <translation>Hvad der sker med datoerne</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Hvor tit</translation>
    </message>
    <message>
        <source>Last day on which data are sent</source>
        <translation>Sidste dag, der sendes data</translation>
    </message>
    <message>
        <source>Last day on which one can answer</source>
        <translation>Sidste dag, man kan svare</translation>
    </message>
    <message>
        <source>Years after you got them</source>
        <translation>Antal år, efter at I fik dem</translation>
    </message>
    <message>
        <source>Or until a certain day</source>
        <translation>Eller til en bestemt dag</translation>
    </message>
    <message>
        <source>And then</source>
        <translation>Og derefter</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Sted</translation>
    </message>
    <message>
        <source>Legal basis</source>
        <translation>Retsgrundlag</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Hvad der sker</translation>
    </message>
    <message>
        <source>In your own words, in Danish</source>
        <translation>Med jeres egne ord, på dansk</translation>
    </message>
    <message>
        <source>In your own words, in English</source>
        <translation>Med jeres egne ord, på engelsk</translation>
    </message>
    <message>
        <source>Question in Danish</source>
        <translation>Spørgsmål på dansk</translation>
    </message>
    <message>
        <source>Question in English</source>
        <translation>Spørgsmål på engelsk</translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation>Det rigtige svar</translation>
    </message>
    <message>
        <source>Explanation in Danish</source>
        <translation>Forklaring på dansk</translation>
    </message>
    <message>
        <source>Explanation in English</source>
        <translation>Forklaring på engelsk</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Choose your files, or drop them here</source>
        <translation>Vælg dine filer, eller slip dem her</translation>
    </message>
    <message>
        <source>You will be told what they are before anything is read. The files themselves stay where they are and are not changed.</source>
        <translation>Du får at vide, hvad de er, før noget bliver læst. Selve filerne bliver, hvor de er, og bliver ikke ændret.</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>Vælg filer …</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Vælg en mappe …</translation>
    </message>
    <message>
        <source>Nothing leaves this computer when you bring files in.</source>
        <translation>Intet forlader computeren, når du henter filer ind.</translation>
    </message>
    <message>
        <source>Choose files with health data</source>
        <translation>Vælg filer med sundhedsdata</translation>
    </message>
    <message>
        <source>Choose a folder with health data</source>
        <translation>Vælg en mappe med sundhedsdata</translation>
    </message>
</context>
<context>
    <name>EndView</name>
    <message>
        <source>From now on they cannot decide for you. Nothing more is sent by a yes that was given by this right, until you or somebody else with the right has answered anew. What was sent stays where it is.</source>
        <translation>Fra nu af gælder retten til at bestemme for dig ikke længere. Intet mere bliver sendt efter et ja, der bygger på denne ret, før du eller en anden med retten har svaret igen. Det, der er sendt, bliver, hvor det er.</translation>
    </message>
    <message>
        <source>The vault’s &amp;passphrase</source>
        <translation>Boksens &amp;adgangssætning</translation>
    </message>
</context>
<context>
    <name>EventDetails</name>
    <message>
        <source>Go to the &amp;project</source>
        <translation>Gå til &amp;projektet</translation>
    </message>
    <message>
        <source>Show &amp;only events of this project</source>
        <translation>Vis &amp;kun hændelser om dette projekt</translation>
    </message>
    <message>
        <source>For an &amp;auditor</source>
        <translation>Til en &amp;revisor</translation>
    </message>
    <message>
        <source>A digest is a number worked out from the text of the event. If one letter were changed, the number would be another.</source>
        <translation>Et fingeraftryk er et tal, der er regnet ud af hændelsens tekst. Blev et eneste bogstav ændret, ville tallet blive et andet.</translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message>
        <source>Stop: nothing was sent</source>
        <translation>Stop: intet er sendt</translation>
    </message>
    <message>
        <source>Stop: something in it points at a person</source>
        <translation>Stop: noget i det peger på en person</translation>
    </message>
    <message>
        <source>Nothing was sent. See the places on the preview.</source>
        <translation>Intet er sendt. Se stederne på siden med det, der ville blive sendt.</translation>
    </message>
    <message>
        <source>The recipient names no address to send to. Save it in a folder or on a USB stick, and hand it over.</source>
        <translation>Modtageren har ikke oplyst en adresse, det kan sendes til. Gem det i en mappe eller på en USB-nøgle, og aflever det.</translation>
    </message>
    <message>
        <source>It lies ready in the outbox</source>
        <translation>Det ligger klar i udbakken</translation>
    </message>
    <message>
        <source>Nothing is lost: it is encrypted, and can be sent later.</source>
        <translation>Intet er gået tabt: det er krypteret og kan sendes senere.</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Det lykkedes ikke</translation>
    </message>
</context>
<context>
    <name>FieldView</name>
    <message>
        <source>For example: %1</source>
        <translation>For eksempel: %1</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>What was found</source>
        <translation>Hvad der blev fundet</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are shown.</source>
        <translation>
            <numerusform>Den første er vist.</numerusform>
            <numerusform>De første %Ln er vist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found: %Ln</source>
        <translation>
            <numerusform>Fundet: %Ln</numerusform>
            <numerusform>Fundet: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing fits these words. Search for a kind of data, such as steps or cholesterol, or for the title of a document. Values are not searched.</source>
        <translation>Intet passer til de ord. Søg efter en slags data, for eksempel skridt eller kolesterol, eller efter titlen på et dokument. Der søges ikke i selve tallene.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategori</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Show event %1</source>
        <translation>Vis hændelse %1</translation>
    </message>
    <message numerus="yes">
        <source>And in %Ln more place(s).</source>
        <translation>
            <numerusform>Og %Ln sted mere.</numerusform>
            <numerusform>Og %Ln steder mere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingCards</name>
    <message>
        <source>Everything that can be checked was checked, and it fits.</source>
        <translation>Alt, hvad der kan kontrolleres, er kontrolleret, og det passer.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more finding(s) are not shown here.</source>
        <translation>
            <numerusform>%Ln fund mere er ikke vist her.</numerusform>
            <numerusform>%Ln fund mere er ikke vist her.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingsCard</name>
    <message>
        <source>What the check says</source>
        <translation>Det siger kontrollen</translation>
    </message>
</context>
<context>
    <name>FlawWords</name>
    <message>
        <source>Still to write</source>
        <translation>Mangler</translation>
    </message>
    <message>
        <source>To be mended</source>
        <translation>Skal rettes</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Råd</translation>
    </message>
    <message>
        <source>No request has a field of this name. Take it out of the file.</source>
        <translation>Ingen forespørgsel har et felt med det navn. Tag det ud af filen.</translation>
    </message>
    <message>
        <source>This cannot be read as it is written.</source>
        <translation>Det kan ikke læses, som det er skrevet.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) are still to be written.</source>
        <translation>
            <numerusform>%n felt mangler at blive udfyldt.</numerusform>
            <numerusform>%n felter mangler at blive udfyldt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) have to be mended.</source>
        <translation>
            <numerusform>%n ting skal rettes.</numerusform>
            <numerusform>%n ting skal rettes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) the office may ask about.</source>
        <translation>
            <numerusform>%n ting vil kontoret måske spørge til.</numerusform>
            <numerusform>%n ting vil kontoret måske spørge til.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found. That does not mean it is approved.</source>
        <translation>Der er ikke fundet noget. Det betyder ikke, at den er godkendt.</translation>
    </message>
</context>
<context>
    <name>FormerCard</name>
    <message>
        <source>The approval ran out %1.</source>
        <translation>Godkendelsen udløb %1.</translation>
    </message>
    <message>
        <source>The approval was taken back %1.</source>
        <translation>Godkendelsen blev trukket tilbage %1.</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Begrundelse: %1</translation>
    </message>
</context>
<context>
    <name>HandOverView</name>
    <message>
        <source>&amp;Make it mine alone</source>
        <translation>&amp;Gør den til min alene</translation>
    </message>
    <message>
        <source>I &amp;have the words on paper</source>
        <translation>Jeg &amp;har ordene på papir</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Færdig</translation>
    </message>
    <message>
        <source>You have turned 18, and nobody decides for you any more. Choose a passphrase that only you know. You also get new recovery words. What your parents know then opens nothing.</source>
        <translation>Du er fyldt 18, og ingen bestemmer længere for dig. Vælg en adgangssætning, som kun du kender. Du får også nye gendannelsesord. Det, dine forældre kender, åbner så ikke længere noget.</translation>
    </message>
    <message>
        <source>Print them, save them or copy them by hand. They are shown only now. The words on the old sheet no longer work.</source>
        <translation>Udskriv dem, gem dem, eller skriv dem af i hånden. De vises kun nu. Ordene på det gamle ark virker ikke længere.</translation>
    </message>
    <message>
        <source>Look at your new sheet, and write two of its words here.</source>
        <translation>Se på dit nye ark, og skriv to af ordene her.</translation>
    </message>
</context>
<context>
    <name>HelpEnd</name>
    <message>
        <source>Do you want to end the help?</source>
        <translation>Vil du afslutte hjælpen?</translation>
    </message>
    <message>
        <source>The help is about to end</source>
        <translation>Hjælpen slutter snart</translation>
    </message>
    <message>
        <source>The help ends in two minutes, and the vault is locked. What you have answered is kept. To go on alone, choose “End the help”, and write your passphrase.</source>
        <translation>Hjælpen slutter om to minutter, og så bliver boksen låst. Det, du har svaret, bliver gemt. Vil du fortsætte alene, så vælg »Afslut hjælpen«, og skriv din adgangssætning.</translation>
    </message>
</context>
<context>
    <name>HelpForm</name>
    <message>
        <source>&amp;Name of the one who helps</source>
        <translation>&amp;Navn på den, der hjælper</translation>
    </message>
    <message>
        <source>What are they to you?</source>
        <translation>Hvad er den, der hjælper, for dig?</translation>
    </message>
    <message>
        <source>&amp;Where do they work?</source>
        <translation>&amp;Hvor arbejder den, der hjælper?</translation>
    </message>
    <message>
        <source>If they help as a part of their work.</source>
        <translation>Hvis hjælpen er en del af arbejdet.</translation>
    </message>
    <message>
        <source>&amp;Authorisation number</source>
        <translation>&amp;Autorisations-ID</translation>
    </message>
    <message>
        <source>Health professionals have one. It can be left empty.</source>
        <translation>Sundhedspersoner har sådan et. Feltet kan være tomt.</translation>
    </message>
    <message>
        <source>For how long, at most?</source>
        <translation>Hvor længe, højst?</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minut</numerusform>
            <numerusform>%n minutter</numerusform>
        </translation>
    </message>
    <message>
        <source>You let them help</source>
        <translation>Du giver lov til hjælpen</translation>
    </message>
    <message>
        <source>Your own &amp;passphrase</source>
        <translation>Din egen adgangs&amp;sætning</translation>
    </message>
    <message>
        <source>Write who helps.</source>
        <translation>Skriv, hvem der hjælper.</translation>
    </message>
    <message>
        <source>Choose what they are to you.</source>
        <translation>Vælg, hvad den, der hjælper, er for dig.</translation>
    </message>
    <message>
        <source>Choose for how long.</source>
        <translation>Vælg, hvor længe.</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>&amp;What are you looking for?</source>
        <translation>&amp;Hvad leder du efter?</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Søg</translation>
    </message>
    <message>
        <source>&amp;All chapters</source>
        <translation>&amp;Alle kapitler</translation>
    </message>
    <message>
        <source>Read what you need, when you need it. F1 shows the help of any page.</source>
        <translation>Læs det, du har brug for, når du har brug for det. F1 viser hjælpen til den side, du er på.</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>Hvad vil du gerne vide?</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Næste: %1</translation>
    </message>
    <message numerus="yes">
        <source>Found in %n place(s)</source>
        <translation>
            <numerusform>Fundet %n sted</numerusform>
            <numerusform>Fundet %n steder</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found. Try another word, or choose a chapter.</source>
        <translation>Der blev ikke fundet noget. Prøv et andet ord, eller vælg et kapitel.</translation>
    </message>
</context>
<context>
    <name>HolderCard</name>
    <message>
        <source>Turns 18</source>
        <translation>Fylder 18</translation>
    </message>
    <message>
        <source>The right</source>
        <translation>Retten</translation>
    </message>
    <message>
        <source>They are</source>
        <translation>Forhold</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Fra</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Sidste dag</translation>
    </message>
    <message>
        <source>Until somebody ends it</source>
        <translation>Til nogen afslutter den</translation>
    </message>
    <message>
        <source>Decides</source>
        <translation>Bestemmer</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Ret det</translation>
    </message>
    <message>
        <source>End this right</source>
        <translation>Afslut denne ret</translation>
    </message>
    <message>
        <source>Only together with somebody else</source>
        <translation>Kun sammen med en anden</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Alene</translation>
    </message>
    <message>
        <source>Can decide now.</source>
        <translation>Kan bestemme nu.</translation>
    </message>
    <message>
        <source>Cannot decide yet.</source>
        <translation>Kan ikke bestemme endnu.</translation>
    </message>
    <message>
        <source>Can decide no longer: the last day is over.</source>
        <translation>Kan ikke længere bestemme: den sidste dag er forbi.</translation>
    </message>
    <message>
        <source>Can decide no longer: it was ended.</source>
        <translation>Kan ikke længere bestemme: retten blev afsluttet.</translation>
    </message>
    <message>
        <source>Can decide no longer: another right took its place.</source>
        <translation>Kan ikke længere bestemme: en anden ret trådte i stedet.</translation>
    </message>
    <message>
        <source>Can decide no longer: the person has turned 18.</source>
        <translation>Kan ikke længere bestemme: den unge er fyldt 18.</translation>
    </message>
</context>
<context>
    <name>HolderForm</name>
    <message>
        <source>&amp;Name of the one who may decide</source>
        <translation>&amp;Navn på den, der må bestemme</translation>
    </message>
    <message>
        <source>What gives them the right?</source>
        <translation>Hvad giver retten til at bestemme?</translation>
    </message>
    <message>
        <source>What are they to the person?</source>
        <translation>Hvad er forholdet til den, boksen tilhører?</translation>
    </message>
    <message>
        <source>&amp;From what day?</source>
        <translation>&amp;Fra hvilken dag?</translation>
    </message>
    <message>
        <source>Day, month and year. Empty means from today.</source>
        <translation>Dag, måned og år. Er feltet tomt, gælder det fra i dag.</translation>
    </message>
    <message>
        <source>On what day does the young person turn 1&amp;8?</source>
        <translation>Hvilken dag fylder den unge 1&amp;8?</translation>
    </message>
    <message>
        <source>Day, month and year. From that day on they decide for themselves.</source>
        <translation>Dag, måned og år. Fra den dag bestemmer den unge selv.</translation>
    </message>
    <message>
        <source>&amp;Until what day?</source>
        <translation>Til og &amp;med hvilken dag?</translation>
    </message>
    <message>
        <source>Day, month and year. Empty means until somebody ends it.</source>
        <translation>Dag, måned og år. Er feltet tomt, gælder det, til nogen afslutter det.</translation>
    </message>
    <message>
        <source>Can they decide alone?</source>
        <translation>Må den, du skriver ind, bestemme alene?</translation>
    </message>
    <message>
        <source>Yes, alone</source>
        <translation>Ja, alene</translation>
    </message>
    <message>
        <source>No, only together with somebody else who signs too</source>
        <translation>Nej, kun sammen med en anden, der også skriver under</translation>
    </message>
    <message>
        <source>For the one who may decide</source>
        <translation>Til den, der må bestemme</translation>
    </message>
    <message>
        <source>Sit down here yourself, and choose a passphrase of your own. You sign with it, and nobody else should know it. It does not open the vault.</source>
        <translation>Sæt dig her, og vælg din egen adgangssætning. Du skriver under med den, og ingen andre skal kende den. Den åbner ikke boksen.</translation>
    </message>
    <message>
        <source>Their &amp;own passphrase</source>
        <translation>&amp;Egen adgangssætning</translation>
    </message>
    <message>
        <source>The s&amp;ame once more</source>
        <translation>Den samme &amp;igen</translation>
    </message>
    <message>
        <source>You let them decide</source>
        <translation>Du giver lov</translation>
    </message>
    <message>
        <source>The vault’s &amp;passphrase</source>
        <translation>Boksens &amp;adgangssætning</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Brug mindst %n tegn.</numerusform>
            <numerusform>Brug mindst %n tegn.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>De to er ikke ens.</translation>
    </message>
    <message>
        <source>Write the passphrase that opens the vault.</source>
        <translation>Skriv den adgangssætning, der åbner boksen.</translation>
    </message>
    <message>
        <source>What you write here takes the place of what stood there. %1 chooses a passphrase anew, and what was said yes to by the old right has to be answered anew.</source>
        <translation>Det, du skriver her, træder i stedet for det, der stod. %1 vælger en ny adgangssætning, og det, der er sagt ja til med den gamle ret, skal besvares igen.</translation>
    </message>
    <message>
        <source>The old right is over. By the new one they can decide for as long as it says, or until you end it.</source>
        <translation>Den gamle ret gælder ikke længere. Med den nye kan de bestemme, så længe der står, eller indtil du afslutter den.</translation>
    </message>
    <message>
        <source>Write who it is.</source>
        <translation>Skriv, hvem det er.</translation>
    </message>
    <message>
        <source>Choose what gives them the right.</source>
        <translation>Vælg, hvad der giver retten.</translation>
    </message>
    <message>
        <source>Choose what they are.</source>
        <translation>Vælg, hvad forholdet er.</translation>
    </message>
    <message>
        <source>Write day, month and year, like 24.12.2026</source>
        <translation>Skriv dag, måned og år, for eksempel 24.12.2026</translation>
    </message>
    <message>
        <source>Write the day they turn 18.</source>
        <translation>Skriv, hvilken dag den unge fylder 18.</translation>
    </message>
    <message>
        <source>Say whether they can decide alone.</source>
        <translation>Sig, om den, du skriver ind, må bestemme alene.</translation>
    </message>
</context>
<context>
    <name>HoldersView</name>
    <message>
        <source>Others can decide on your behalf if they have the right to. Each of them signs with a passphrase of their own. What you decide yourself counts for more.</source>
        <translation>Andre kan bestemme på dine vegne, hvis de har ret til det. Hver af dem skriver under med sin egen adgangssætning. Det, du selv bestemmer, vejer tungere.</translation>
    </message>
    <message>
        <source>Nobody but you decides</source>
        <translation>Kun du bestemmer</translation>
    </message>
    <message>
        <source>Here you can write down parents, a guardian, or somebody you trust to decide if you cannot.</source>
        <translation>Her kan du skrive ind, hvem der må bestemme, hvis du ikke kan: forældre, en værge eller en, du har tillid til.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Tidligere</translation>
    </message>
    <message>
        <source>Correct the one that is wrong. Until then it cannot be said who decides.</source>
        <translation>Ret den, der er forkert. Indtil da kan det ikke siges, hvem der bestemmer.</translation>
    </message>
    <message>
        <source>Two different 18th birthdays are written down</source>
        <translation>Der står to forskellige 18-årsdage</translation>
    </message>
    <message>
        <source>18 years old: now you decide yourself</source>
        <translation>18 år: nu bestemmer du selv</translation>
    </message>
    <message>
        <source>Those who had custody can no longer decide. Make the vault yours alone, with a passphrase and recovery words that only you know.</source>
        <translation>De, der havde forældremyndigheden, kan ikke længere bestemme. Gør boksen til din alene med en adgangssætning og gendannelsesord, som kun du kender.</translation>
    </message>
    <message>
        <source>The young person is to be asked too</source>
        <translation>Den unge skal også spørges</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Your vault can only be read</source>
        <translation>Din boks kan kun læses</translation>
    </message>
    <message>
        <source>Your vault is open</source>
        <translation>Din boks er åben</translation>
    </message>
    <message>
        <source>What has happened lately</source>
        <translation>Det er der sket på det seneste</translation>
    </message>
    <message>
        <source>See all acti&amp;vity</source>
        <translation>Se al akti&amp;vitet</translation>
    </message>
    <message>
        <source>Stop: the log is not whole</source>
        <translation>Stop: loggen er ikke hel</translation>
    </message>
    <message>
        <source>Nothing has been brought in yet.</source>
        <translation>Der er ikke hentet noget ind endnu.</translation>
    </message>
    <message numerus="yes">
        <source>records of %Ln kind(s).</source>
        <translation>
            <numerusform>registreringer af %Ln slags.</numerusform>
            <numerusform>registreringer af %Ln slags.</numerusform>
        </translation>
    </message>
    <message>
        <source>The latest is of %1.</source>
        <translation>Den seneste er fra %1.</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Mine data</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new request(s) to answer.</source>
        <translation>
            <numerusform>%Ln ny forespørgsel at svare på.</numerusform>
            <numerusform>%Ln nye forespørgsler at svare på.</numerusform>
        </translation>
    </message>
    <message>
        <source>No new requests.</source>
        <translation>Ingen nye forespørgsler.</translation>
    </message>
    <message numerus="yes">
        <source>consent(s) in force.</source>
        <translation>
            <numerusform>samtykke gælder.</numerusform>
            <numerusform>samtykker gælder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekter</translation>
    </message>
    <message numerus="yes">
        <source>event(s) in the log.</source>
        <translation>
            <numerusform>hændelse i loggen.</numerusform>
            <numerusform>hændelser i loggen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is whole, checked %1.</source>
        <translation>Den er hel, kontrolleret %1.</translation>
    </message>
    <message>
        <source>It is not whole.</source>
        <translation>Den er ikke hel.</translation>
    </message>
    <message>
        <source>Nothing has been sent.</source>
        <translation>Der er ikke sendt noget.</translation>
    </message>
    <message>
        <source>Last sending: %1.</source>
        <translation>Seneste afsendelse: %1.</translation>
    </message>
    <message>
        <source>Last sending: %1, to “%2”.</source>
        <translation>Seneste afsendelse: %1, til »%2«.</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivitet</translation>
    </message>
    <message>
        <source>Set right</source>
        <translation>Sat på plads</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Which files do you want to bring in?</source>
        <translation>Hvilke filer vil du hente ind?</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>Ser på filen</translation>
    </message>
    <message>
        <source>Is this what you want to bring in?</source>
        <translation>Er det her, du vil hente ind?</translation>
    </message>
    <message>
        <source>Bringing in</source>
        <translation>Henter ind</translation>
    </message>
    <message>
        <source>What was brought in</source>
        <translation>Det blev hentet ind</translation>
    </message>
    <message>
        <source>Bring in</source>
        <translation>Hent ind</translation>
    </message>
    <message>
        <source>Bring in more</source>
        <translation>Hent mere ind</translation>
    </message>
    <message>
        <source>See my data</source>
        <translation>Se mine data</translation>
    </message>
    <message>
        <source>These data are about me, although another person&apos;s number stands in the file</source>
        <translation>Disse data handler om mig, selv om der står en anden persons nummer i filen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>Nothing of that file was brought in. Your vault is as it was before.</source>
        <translation>Intet af den fil er hentet ind. Din boks er, som den var før.</translation>
    </message>
    <message>
        <source>Looking at what the file is …</source>
        <translation>Ser efter, hvad filen er …</translation>
    </message>
    <message>
        <source>%1% of the file has been read: %2 records so far.</source>
        <translation>%1 % af filen er læst: %2 registreringer indtil nu.</translation>
    </message>
    <message>
        <source>Nothing has been read into your vault yet. This is what the file is:</source>
        <translation>Der er ikke læst noget ind i din boks endnu. Sådan ser filen ud til at være:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fil</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Hvad det er</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Not brought in</source>
        <translation>Ikke hentet ind</translation>
    </message>
</context>
<context>
    <name>InformingCard</name>
    <message>
        <source>For the one who helps: sign that you informed</source>
        <translation>Til den, der hjælper: skriv under på, at du har informeret</translation>
    </message>
    <message>
        <source>If you told the person what it was about before they decided, you can sign that you did. You need a key file of your own. It is not kept here.</source>
        <translation>Har du fortalt personen, hvad det gik ud på, før der blev svaret, kan du skrive under på det. Du skal bruge din egen nøglefil. Den bliver ikke gemt her.</translation>
    </message>
    <message>
        <source>What did you inform about?</source>
        <translation>Hvad har du informeret om?</translation>
    </message>
    <message>
        <source>Choose your key file …</source>
        <translation>Vælg din nøglefil …</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>Ingen valgt</translation>
    </message>
    <message>
        <source>The passphrase of your &amp;key file</source>
        <translation>Adgangssætningen til din &amp;nøglefil</translation>
    </message>
    <message>
        <source>&amp;Sign that I informed</source>
        <translation>&amp;Skriv under på, at jeg har informeret</translation>
    </message>
    <message>
        <source>Your key file</source>
        <translation>Din nøglefil</translation>
    </message>
    <message>
        <source>Choose what you informed about.</source>
        <translation>Vælg, hvad du har informeret om.</translation>
    </message>
    <message>
        <source>Choose the file first.</source>
        <translation>Vælg først filen.</translation>
    </message>
    <message>
        <source>Write the passphrase of the key file.</source>
        <translation>Skriv adgangssætningen til nøglefilen.</translation>
    </message>
    <message>
        <source>It is signed</source>
        <translation>Der er skrevet under</translation>
    </message>
    <message>
        <source>It stands in the log beside the decision, and on the person&apos;s receipt.</source>
        <translation>Det står i loggen sammen med beslutningen og på personens kvittering.</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Show</source>
        <translation>Vis</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Henter data ind</translation>
    </message>
    <message>
        <source>Going through what would be sent</source>
        <translation>Gennemgår det, der ville blive sendt</translation>
    </message>
    <message>
        <source>Packing and sending</source>
        <translation>Pakker og sender</translation>
    </message>
    <message>
        <source>Looking for answers</source>
        <translation>Ser efter svar</translation>
    </message>
    <message>
        <source>Fetching the list of approved recipients</source>
        <translation>Henter listen over godkendte modtagere</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>Laver en sikkerhedskopi</translation>
    </message>
    <message>
        <source>Making your copy</source>
        <translation>Laver din kopi</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Sletter</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Lægger tilbage</translation>
    </message>
    <message>
        <source>Making the vault</source>
        <translation>Laver boksen</translation>
    </message>
    <message>
        <source>Preparing the practice</source>
        <translation>Gør øvelsen klar</translation>
    </message>
    <message>
        <source>Checking a package</source>
        <translation>Kontrollerer en pakke</translation>
    </message>
    <message>
        <source>Receiving data</source>
        <translation>Modtager data</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>Your own comments are kept</source>
        <translation>Dine egne kommentarer er gemt</translation>
    </message>
    <message>
        <source>The window writes a draft anew, with its own explanations. The file as it was, with your comments, lies beside it as “%1”.</source>
        <translation>Vinduet skriver kladden forfra, med sine egne forklaringer. Filen, som den var, med dine kommentarer, ligger ved siden af som »%1«.</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Keep what was found</source>
        <translation>Gem det, der blev fundet</translation>
    </message>
    <message>
        <source>The report tells everything on paper. The table and the AuditEvents hold the events for other programs. None of them is encrypted.</source>
        <translation>Rapporten fortæller det hele på papir. Tabellen og AuditEvents har hændelserne til andre programmer. Ingen af dem er krypteret.</translation>
    </message>
    <message>
        <source>Save as a &amp;table (CSV) …</source>
        <translation>Gem som &amp;tabel (CSV) …</translation>
    </message>
    <message>
        <source>Save as AuditEvents (F&amp;HIR) …</source>
        <translation>Gem som AuditEvents (F&amp;HIR) …</translation>
    </message>
    <message>
        <source>Check the &amp;file again</source>
        <translation>Kontrollér &amp;filen igen</translation>
    </message>
    <message>
        <source>&amp;Choose another package …</source>
        <translation>&amp;Vælg en anden pakke …</translation>
    </message>
</context>
<context>
    <name>KeptView</name>
    <message>
        <source>Another draft</source>
        <translation>En anden kladde</translation>
    </message>
    <message>
        <source>Another program has changed the draft</source>
        <translation>Et andet program har ændret kladden</translation>
    </message>
    <message>
        <source>The file is another than when it was last read or saved here, so nothing is written over it. Save what you have here under another name, or read the file again; then what you wrote here since is gone. If you close the window first, it is saved beside the file, under the same name with a number.</source>
        <translation>Filen er en anden, end da den sidst blev læst eller gemt her, så der skrives ikke oven i den. Gem det, du har her, under et andet navn, eller læs filen igen; så forsvinder det, du har skrevet her siden. Lukker du vinduet først, bliver det gemt ved siden af filen, under det samme navn med et tal.</translation>
    </message>
    <message>
        <source>Save under another name …</source>
        <translation>Gem under et andet navn …</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>Læs filen igen</translation>
    </message>
    <message>
        <source>Everything is saved in “%1”.</source>
        <translation>Alt er gemt i »%1«.</translation>
    </message>
    <message>
        <source>Not saved: what you wrote last is not in “%1” yet.</source>
        <translation>Ikke gemt: det, du skrev sidst, er endnu ikke i »%1«.</translation>
    </message>
    <message>
        <source>What you write is saved in “%1” in a moment.</source>
        <translation>Det, du skriver, bliver gemt i »%1« om et øjeblik.</translation>
    </message>
</context>
<context>
    <name>KeysSection</name>
    <message>
        <source>Encrypt everything anew</source>
        <translation>Krypter alt på ny</translation>
    </message>
    <message>
        <source>&amp;Encrypt anew</source>
        <translation>&amp;Krypter på ny</translation>
    </message>
    <message>
        <source>You hardly ever need this. It changes the key that your vault is encrypted with, and makes new recovery words. Do it if you think that somebody has copied your vault and known your passphrase; change the passphrase as well. A large vault takes some minutes. Backups that you have already taken keep the old key.</source>
        <translation>Det har du næsten aldrig brug for. Det skifter den nøgle, din boks er krypteret med, og laver nye gendannelsesord. Gør det, hvis du tror, at nogen har kopieret din boks og kendt din adgangssætning; skift også adgangssætningen. En stor boks tager nogle minutter. Sikkerhedskopier, du allerede har taget, beholder den gamle nøgle.</translation>
    </message>
    <message>
        <source>Encrypting everything anew. Leave the computer on …</source>
        <translation>Krypterer alt på ny. Lad computeren være tændt …</translation>
    </message>
</context>
<context>
    <name>KeysView</name>
    <message>
        <source>Your keys</source>
        <translation>Dine nøgler</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Modtager</translation>
    </message>
    <message>
        <source>Not filled in yet</source>
        <translation>Ikke udfyldt endnu</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mappe</translation>
    </message>
    <message>
        <source>The signing key in words</source>
        <translation>Nøglen, der skriver under, i ord</translation>
    </message>
    <message>
        <source>Give the file recipient.json to the operator of the list, and read the words to them on the telephone. The two .key files are for nobody but you.</source>
        <translation>Giv filen recipient.json til den, der fører listen, og læs ordene op i telefonen. De to filer, der ender på .key, er kun til dig.</translation>
    </message>
    <message>
        <source>The record does not say yet: %1.</source>
        <translation>Der står endnu ikke: %1.</translation>
    </message>
    <message>
        <source>Use other keys</source>
        <translation>Brug andre nøgler</translation>
    </message>
    <message>
        <source>your short name</source>
        <translation>jeres korte navn</translation>
    </message>
    <message>
        <source>what you are called</source>
        <translation>hvad I hedder</translation>
    </message>
    <message>
        <source>what you are</source>
        <translation>hvad I er</translation>
    </message>
    <message>
        <source>where bundles are to come</source>
        <translation>hvor pakkerne skal komme hen</translation>
    </message>
    <message>
        <source>where your answers lie</source>
        <translation>hvor jeres svar ligger</translation>
    </message>
    <message>
        <source>how long the record holds</source>
        <translation>hvor længe det gælder</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>A new person</source>
        <translation>En ny person</translation>
    </message>
    <message>
        <source>Change what stands on the list</source>
        <translation>Ret det, der står på listen</translation>
    </message>
    <message>
        <source>What is the person called here?</source>
        <translation>Hvad kaldes personen her?</translation>
    </message>
    <message>
        <source>A nickname is enough. Whoever uses this computer account can read it, also while every vault is locked.</source>
        <translation>Et kælenavn er nok. Alle, der bruger denne konto på computeren, kan læse det, også mens alle bokse er låst.</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Tag af listen</translation>
    </message>
    <message>
        <source>Whoever is taken off the list keeps their vault: nothing is deleted.</source>
        <translation>Den, der tages af listen, beholder sin boks: intet slettes.</translation>
    </message>
</context>
<context>
    <name>LaterCard</name>
    <message>
        <source>You need not decide now</source>
        <translation>Du behøver ikke beslutte dig nu</translation>
    </message>
    <message>
        <source>Keep the request, talk to somebody you trust, and come back when you like.</source>
        <translation>Gem forespørgslen, tal med en, du har tillid til, og kom tilbage, når du har lyst.</translation>
    </message>
    <message>
        <source>Keep it and decide later</source>
        <translation>Gem den, og beslut dig senere</translation>
    </message>
</context>
<context>
    <name>LeftOutControl</name>
    <message numerus="yes">
        <source>You have left out %Ln record(s).</source>
        <translation>
            <numerusform>Du har holdt %Ln registrering ude.</numerusform>
            <numerusform>Du har holdt %Ln registreringer ude.</numerusform>
        </translation>
    </message>
    <message>
        <source>You have left nothing out.</source>
        <translation>Du har ikke holdt noget ude.</translation>
    </message>
    <message>
        <source>Look through them one by one</source>
        <translation>Se dem igennem én for én</translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message>
        <source>Fetch the newest list</source>
        <translation>Hent den nyeste liste</translation>
    </message>
    <message>
        <source>Your list of approved projects is up to date</source>
        <translation>Din liste over godkendte projekter er ny nok</translation>
    </message>
    <message>
        <source>You can still read it, but nothing can be decided or sent by it before you fetch it again.</source>
        <translation>Du kan stadig læse den, men intet kan besluttes eller sendes efter den, før du henter den igen.</translation>
    </message>
    <message>
        <source>Too old: your list of approved projects</source>
        <translation>For gammel: din liste over godkendte projekter</translation>
    </message>
    <message>
        <source>The list has been chosen, but not fetched yet</source>
        <translation>Listen er valgt, men ikke hentet endnu</translation>
    </message>
    <message>
        <source>As soon as it is here you can see what is approved.</source>
        <translation>Så snart den er her, kan du se, hvad der er godkendt.</translation>
    </message>
    <message>
        <source>Damaged: your copy of the list</source>
        <translation>Beskadiget: din kopi af listen</translation>
    </message>
    <message>
        <source>It is not what was signed, so it is not used. Fetch it again.</source>
        <translation>Den er ikke det, der blev underskrevet, så den bliver ikke brugt. Hent den igen.</translation>
    </message>
    <message>
        <source>First choose a list of approved projects</source>
        <translation>Vælg først en liste over godkendte projekter</translation>
    </message>
    <message>
        <source>For the practice there is a made-up one.</source>
        <translation>Til øvelsen er der en opdigtet liste.</translation>
    </message>
    <message>
        <source>Use the practice&apos;s list</source>
        <translation>Brug øvelsens liste</translation>
    </message>
    <message>
        <source>It says which projects and recipients have been looked at and approved. Only requests that stand on it can be answered. You get its address from the organisation that keeps it.</source>
        <translation>Den siger, hvilke projekter og modtagere der er gennemgået og godkendt. Kun forespørgsler, der står på den, kan besvares. Du får dens adresse af den organisation, der fører den.</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Vælg en liste</translation>
    </message>
    <message>
        <source>You fetched it %1. It held until %2.</source>
        <translation>Du hentede listen den %1. Den gjaldt til den %2.</translation>
    </message>
    <message>
        <source>You fetched it %1. It holds until %2.</source>
        <translation>Du hentede listen den %1. Den gælder til den %2.</translation>
    </message>
    <message>
        <source>The list is being fetched …</source>
        <translation>Listen bliver hentet …</translation>
    </message>
    <message numerus="yes">
        <source>The list is being fetched: %Ln part(s) so far.</source>
        <translation>
            <numerusform>Listen bliver hentet: %Ln del indtil nu.</numerusform>
            <numerusform>Listen bliver hentet: %Ln dele indtil nu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln approved recipient(s).</source>
        <translation>
            <numerusform>%Ln godkendt modtager.</numerusform>
            <numerusform>%Ln godkendte modtagere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s).</source>
        <translation>
            <numerusform>%Ln projekt.</numerusform>
            <numerusform>%Ln projekter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your consent to %1 has ended, because the approval was taken back.</source>
        <translation>Dit samtykke til %1 er slut, fordi godkendelsen er trukket tilbage.</translation>
    </message>
    <message>
        <source>%1 asks for more than you have said yes to. Nothing changes before you decide.</source>
        <translation>%1 beder om mere, end du har sagt ja til. Intet ændrer sig, før du beslutter dig.</translation>
    </message>
    <message>
        <source>The newest list is here</source>
        <translation>Den nyeste liste er hentet</translation>
    </message>
    <message>
        <source>The list was not fetched</source>
        <translation>Listen blev ikke hentet</translation>
    </message>
    <message>
        <source>What you had still holds.</source>
        <translation>Det, du havde, gælder stadig.</translation>
    </message>
    <message>
        <source>You stopped the fetching</source>
        <translation>Du stoppede hentningen</translation>
    </message>
</context>
<context>
    <name>ListChooser</name>
    <message>
        <source>Write an address, or choose a folder.</source>
        <translation>Skriv en adresse, eller vælg en mappe.</translation>
    </message>
    <message>
        <source>Choose the root file.</source>
        <translation>Vælg rodfilen.</translation>
    </message>
    <message>
        <source>Which list will you believe?</source>
        <translation>Hvilken liste vil du tro på?</translation>
    </message>
    <message>
        <source>Choose only a list that you got from an organisation you trust. The list decides which requests you can be shown as approved.</source>
        <translation>Vælg kun en liste, du har fået af en organisation, du har tillid til. Listen afgør, hvilke forespørgsler der bliver vist som godkendte.</translation>
    </message>
    <message>
        <source>Where the list lies</source>
        <translation>Hvor listen ligger</translation>
    </message>
    <message>
        <source>An address that begins with https://, or a folder on this computer.</source>
        <translation>En adresse, der begynder med https://, eller en mappe på denne computer.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Vælg en mappe</translation>
    </message>
    <message>
        <source>The root file</source>
        <translation>Rodfilen</translation>
    </message>
    <message>
        <source>A small file by which the list can be told from a false one. Get it by another way than the list itself, for example by e-mail or on a stick.</source>
        <translation>En lille fil, som viser, at listen er den rigtige og ikke en falsk. Få den ad en anden vej end selve listen, for eksempel i en mail eller på en USB-nøgle.</translation>
    </message>
    <message>
        <source>Choose the root file</source>
        <translation>Vælg rodfilen</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>Filen er der ikke længere.</translation>
    </message>
    <message>
        <source>That is a folder. Choose the file in it.</source>
        <translation>Det er en mappe. Vælg filen i den.</translation>
    </message>
    <message>
        <source>That is not an ordinary file.</source>
        <translation>Det er ikke en almindelig fil.</translation>
    </message>
    <message>
        <source>The file may not be read.</source>
        <translation>Filen må ikke læses.</translation>
    </message>
    <message>
        <source>The file is too large to be a root file.</source>
        <translation>Filen er for stor til at være en rodfil.</translation>
    </message>
    <message>
        <source>Which folder does the list lie in?</source>
        <translation>Hvilken mappe ligger listen i?</translation>
    </message>
    <message>
        <source>Which file is the root file?</source>
        <translation>Hvilken fil er rodfilen?</translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message>
        <source>When should the vault lock itself?</source>
        <translation>Hvornår skal boksen låse sig selv?</translation>
    </message>
    <message>
        <source>If nobody touches the computer for a while, the vault locks, and your passphrase is needed again. You are told half a minute before. Nothing that you have begun is lost.</source>
        <translation>Rører ingen computeren i et stykke tid, låser boksen, og din adgangssætning skal bruges igen. Du får det at vide et halvt minut før. Intet, du er begyndt på, går tabt.</translation>
    </message>
    <message>
        <source>Lock after</source>
        <translation>Lås efter</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minut</numerusform>
            <numerusform>%n minutter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>How should the window look?</source>
        <translation>Hvordan skal vinduet se ud?</translation>
    </message>
    <message>
        <source>What you choose takes effect at once and is kept.</source>
        <translation>Det, du vælger, gælder med det samme og bliver gemt.</translation>
    </message>
</context>
<context>
    <name>LooksStep</name>
    <message>
        <source>Choose what suits your eyes. You see the change at once, and you can choose again later.</source>
        <translation>Vælg det, der passer dine øjne. Du ser ændringen med det samme, og du kan vælge om senere.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprog</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekststørrelse</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farver</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>text size</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Som computeren</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Lyse</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mørke</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Høj kontrast</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something went wrong inside the program</source>
        <translation>Der gik noget galt inde i programmet</translation>
    </message>
    <message>
        <source>See the report</source>
        <translation>Se rapporten</translation>
    </message>
    <message>
        <source>The vault is about to be locked</source>
        <translation>Boksen bliver låst om lidt</translation>
    </message>
    <message>
        <source>In half a minute, because nothing has happened. Press any key to stay.</source>
        <translation>Om et halvt minut, fordi der ikke er sket noget. Tryk på en tast for at blive.</translation>
    </message>
</context>
<context>
    <name>MakingView</name>
    <message>
        <source>One pair of keys opens what citizens send, another signs your requests and answers. Make them on the computer where the data are to be. Whoever has the keys and their passphrase reads the data; if they are lost, nobody does.</source>
        <translation>Det ene par nøgler åbner det, borgerne sender. Det andet skriver under på jeres forespørgsler og svar. Lav dem på den computer, hvor data skal være. Den, der har nøglerne og deres adgangssætning, kan læse data. Går de tabt, kan ingen.</translation>
    </message>
    <message>
        <source>Where the keys are to lie: an empty folder</source>
        <translation>Der, hvor nøglerne skal ligge: en tom mappe</translation>
    </message>
    <message>
        <source>Choose the &amp;folder …</source>
        <translation>Vælg mapp&amp;en …</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Ikke valgt endnu</translation>
    </message>
    <message>
        <source>What you do not know yet can be written into the record later.</source>
        <translation>Det, du ikke ved endnu, kan skrives senere i filen recipient.json.</translation>
    </message>
    <message>
        <source>What you are called, as citizens read it</source>
        <translation>Hvad I hedder, som borgerne læser det</translation>
    </message>
    <message>
        <source>Your short name in the list of recipients</source>
        <translation>Jeres korte navn i listen over modtagere</translation>
    </message>
    <message>
        <source>What you are</source>
        <translation>Hvad I er</translation>
    </message>
    <message>
        <source>A hospital</source>
        <translation>Et hospital</translation>
    </message>
    <message>
        <source>A university</source>
        <translation>Et universitet</translation>
    </message>
    <message>
        <source>An authority</source>
        <translation>En myndighed</translation>
    </message>
    <message>
        <source>A company</source>
        <translation>En virksomhed</translation>
    </message>
    <message>
        <source>An association</source>
        <translation>En forening</translation>
    </message>
    <message>
        <source>Choose where the keys are to lie first.</source>
        <translation>Vælg først, hvor nøglerne skal ligge.</translation>
    </message>
    <message>
        <source>Choose an empty folder for the keys</source>
        <translation>Vælg en tom mappe til nøglerne</translation>
    </message>
</context>
<context>
    <name>MandatesPage</name>
    <message>
        <source>The words are shown only now</source>
        <translation>Ordene vises kun nu</translation>
    </message>
    <message>
        <source>Finish this first.</source>
        <translation>Gør det her færdigt først.</translation>
    </message>
    <message>
        <source>Who may decide for me</source>
        <translation>Hvem der må bestemme for mig</translation>
    </message>
    <message>
        <source>Who may decide besides you?</source>
        <translation>Hvem må bestemme ud over dig?</translation>
    </message>
    <message>
        <source>&amp;Write it down</source>
        <translation>&amp;Skriv det ind</translation>
    </message>
    <message>
        <source>What is to be corrected?</source>
        <translation>Hvad skal rettes?</translation>
    </message>
    <message>
        <source>Should this right end?</source>
        <translation>Skal denne ret slutte?</translation>
    </message>
    <message>
        <source>&amp;End the right</source>
        <translation>Af&amp;slut retten</translation>
    </message>
    <message>
        <source>Make the vault yours alone</source>
        <translation>Gør boksen til din alene</translation>
    </message>
    <message>
        <source>&amp;Write somebody down</source>
        <translation>&amp;Skriv en ind</translation>
    </message>
    <message>
        <source>&amp;Make the vault mine alone</source>
        <translation>&amp;Gør boksen til min alene</translation>
    </message>
    <message>
        <source>Write the passphrase that opens the vault.</source>
        <translation>Skriv den adgangssætning, der åbner boksen.</translation>
    </message>
    <message>
        <source>Making the vault yours …</source>
        <translation>Boksen gøres til din …</translation>
    </message>
    <message>
        <source>The vault is yours alone</source>
        <translation>Boksen er din alene</translation>
    </message>
    <message>
        <source>The old passphrase and the old recovery words no longer open it.</source>
        <translation>Den gamle adgangssætning og de gamle gendannelsesord åbner den ikke længere.</translation>
    </message>
    <message>
        <source>%1 signs with the passphrase that was just chosen.</source>
        <translation>%1 skriver under med den adgangssætning, der lige er valgt.</translation>
    </message>
    <message>
        <source>%1 decides only together with somebody else. Write the other one down too; until then neither of them can decide anything.</source>
        <translation>%1 bestemmer kun sammen med en anden. Skriv også den anden ind; indtil da kan ingen af dem bestemme noget.</translation>
    </message>
    <message>
        <source>It is written down</source>
        <translation>Det er skrevet ind</translation>
    </message>
    <message>
        <source>%1 can no longer decide. What was said yes to by that right sends nothing more, until it is answered anew.</source>
        <translation>%1 kan ikke længere bestemme. Intet mere bliver sendt efter et ja, der bygger på den ret, før der er svaret igen.</translation>
    </message>
    <message>
        <source>The right has ended</source>
        <translation>Retten er slut</translation>
    </message>
    <message>
        <source>Checking the passphrase …</source>
        <translation>Kontrollerer adgangssætningen …</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Det gik ikke</translation>
    </message>
</context>
<context>
    <name>MissingHere</name>
    <message numerus="yes">
        <source>%Ln answer(s) are still missing on this page. The first:</source>
        <translation>
            <numerusform>Der mangler endnu %Ln svar på denne side:</numerusform>
            <numerusform>Der mangler endnu %Ln svar på denne side. Det første:</numerusform>
        </translation>
    </message>
    <message>
        <source>Show me where</source>
        <translation>Vis mig hvor</translation>
    </message>
</context>
<context>
    <name>NavigationButton</name>
    <message>
        <source>You are here</source>
        <translation>Du er her</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Which passphrase would you like?</source>
        <translation>Hvilken adgangssætning vil du have?</translation>
    </message>
    <message>
        <source>Six words that the computer draws for me</source>
        <translation>Seks ord, som computeren trækker for mig</translation>
    </message>
    <message>
        <source>One that I think of myself</source>
        <translation>En, som jeg selv finder på</translation>
    </message>
    <message>
        <source>Your passphrase will be:</source>
        <translation>Din adgangssætning bliver:</translation>
    </message>
    <message>
        <source>Write the six words on paper now, in this order and with a space between them. They are easy to write, and hard to guess.</source>
        <translation>Skriv de seks ord på papir nu, i denne rækkefølge og med mellemrum imellem. De er lette at skrive og svære at gætte.</translation>
    </message>
    <message>
        <source>&amp;Draw other words</source>
        <translation>Træk &amp;andre ord</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>Din &amp;adgangssætning</translation>
    </message>
    <message>
        <source>The s&amp;ame once more</source>
        <translation>Den sam&amp;me én gang til</translation>
    </message>
    <message>
        <source>Other words have been drawn.</source>
        <translation>Der er trukket andre ord.</translation>
    </message>
    <message numerus="yes">
        <source>Too short: at least %n character(s).</source>
        <translation>
            <numerusform>For kort: mindst %n tegn.</numerusform>
            <numerusform>For kort: mindst %n tegn.</numerusform>
        </translation>
    </message>
    <message>
        <source>Weak. It can be guessed. More words make it better.</source>
        <translation>Svag. Den kan gættes. Flere ord gør den bedre.</translation>
    </message>
    <message>
        <source>Fair. One or two more words would make it strong.</source>
        <translation>Rimelig. Et eller to ord mere gør den stærk.</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>Stærk.</translation>
    </message>
    <message>
        <source>Several words that do not belong together are best.</source>
        <translation>Flere ord, der ikke hører sammen, er bedst.</translation>
    </message>
    <message>
        <source>Choose one of the two first.</source>
        <translation>Vælg først en af de to.</translation>
    </message>
    <message>
        <source>The two are not the same. Try again.</source>
        <translation>De to er ikke ens. Prøv igen.</translation>
    </message>
</context>
<context>
    <name>NewWordsSection</name>
    <message>
        <source>&amp;Make new words</source>
        <translation>&amp;Lav nye ord</translation>
    </message>
    <message>
        <source>I &amp;have the words on paper</source>
        <translation>Jeg &amp;har ordene på papir</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Færdig</translation>
    </message>
    <message>
        <source>Print them, save them or copy them by hand. They are shown only now, and Datadonor does not keep them. The words on your old sheet no longer work: tear it up.</source>
        <translation>Udskriv dem, gem dem, eller skriv dem af. De vises kun nu, og Datadonor gemmer dem ikke. Ordene på dit gamle ark virker ikke mere: riv det i stykker.</translation>
    </message>
    <message>
        <source>Look at your new sheet, and write two of its words here.</source>
        <translation>Se på dit nye ark, og skriv to af ordene her.</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>Din &amp;adgangssætning</translation>
    </message>
    <message>
        <source>The new words are yours</source>
        <translation>De nye ord er dine</translation>
    </message>
    <message>
        <source>Keep the sheet with your other important papers.</source>
        <translation>Gem arket sammen med dine andre vigtige papirer.</translation>
    </message>
    <message>
        <source>Write your passphrase first.</source>
        <translation>Skriv først din adgangssætning.</translation>
    </message>
</context>
<context>
    <name>NewsCard</name>
    <message>
        <source>A new version of the project asks for more</source>
        <translation>En ny udgave af projektet beder om mere</translation>
    </message>
    <message>
        <source>Your consent goes on as it is until you decide otherwise. This is new:</source>
        <translation>Dit samtykke fortsætter, som det er, indtil du beslutter andet. Det her er nyt:</translation>
    </message>
    <message>
        <source>Read the new version</source>
        <translation>Læs den nye udgave</translation>
    </message>
</context>
<context>
    <name>NextStepCard</name>
    <message>
        <source>Next step</source>
        <translation>Næste skridt</translation>
    </message>
    <message>
        <source>See what can be &amp;done</source>
        <translation>Se, hva&amp;d du kan gøre</translation>
    </message>
    <message>
        <source>Make a &amp;new sheet</source>
        <translation>Lav et &amp;nyt ark</translation>
    </message>
    <message>
        <source>&amp;Tell the recipient</source>
        <translation>&amp;Giv modtageren besked</translation>
    </message>
    <message>
        <source>&amp;Send the donation</source>
        <translation>&amp;Send donationen</translation>
    </message>
    <message>
        <source>&amp;Bring in my data</source>
        <translation>&amp;Hent mine data ind</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsæt</translation>
    </message>
    <message>
        <source>&amp;Look at the request</source>
        <translation>&amp;Læs forespørgslen</translation>
    </message>
    <message>
        <source>&amp;Look at what is new</source>
        <translation>&amp;Se, hvad der er nyt</translation>
    </message>
    <message>
        <source>&amp;See what would be sent</source>
        <translation>&amp;Se, hvad der ville blive sendt</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>&amp;Tag en kopi nu</translation>
    </message>
    <message>
        <source>See &amp;projects</source>
        <translation>Se &amp;projekter</translation>
    </message>
    <message>
        <source>Look for &amp;answers</source>
        <translation>Se efter &amp;svar</translation>
    </message>
    <message>
        <source>Find out what is wrong with the log</source>
        <translation>Find ud af, hvad der er galt med loggen</translation>
    </message>
    <message>
        <source>Until then you can look at everything, and change nothing.</source>
        <translation>Indtil da kan du se alt og ikke ændre noget.</translation>
    </message>
    <message>
        <source>Get your recovery words on paper</source>
        <translation>Få dine gendannelsesord på papir</translation>
    </message>
    <message>
        <source>You left before you had confirmed them. If you forget your passphrase, nothing else opens your vault.</source>
        <translation>Du gik, før du havde bekræftet dem. Glemmer du din adgangssætning, er der ikke andet, der åbner din boks.</translation>
    </message>
    <message>
        <source>Bring in your health data</source>
        <translation>Hent dine sundhedsdata ind</translation>
    </message>
    <message>
        <source>From your phone, your watch or your clinic. They stay on this computer until you decide otherwise.</source>
        <translation>Fra din telefon, dit ur eller din klinik. De bliver på denne computer, indtil du beslutter noget andet.</translation>
    </message>
    <message>
        <source>Back up your vault</source>
        <translation>Tag en sikkerhedskopi af din boks</translation>
    </message>
    <message>
        <source>There is no backup from the last three months. Put one on a USB stick, in case the computer breaks.</source>
        <translation>Der er ingen sikkerhedskopi fra de sidste tre måneder. Læg en på en USB-nøgle, hvis computeren nu går i stykker.</translation>
    </message>
    <message>
        <source>There is nothing you need to do</source>
        <translation>Der er ikke noget, du behøver at gøre</translation>
    </message>
    <message>
        <source>Everything is in place.</source>
        <translation>Alt er på plads.</translation>
    </message>
    <message>
        <source>Tell the recipient that you have withdrawn your consent to “%1”</source>
        <translation>Giv modtageren besked om, at du har trukket dit samtykke til »%1« tilbage</translation>
    </message>
    <message>
        <source>They have your data and do not know yet.</source>
        <translation>De har dine data og ved det ikke endnu.</translation>
    </message>
    <message>
        <source>A donation to “%1” lies ready</source>
        <translation>En donation til »%1« ligger klar</translation>
    </message>
    <message>
        <source>It is packed and sealed, and has not been sent.</source>
        <translation>Den er pakket og forseglet og er ikke sendt.</translation>
    </message>
    <message>
        <source>Finish your answer to “%1”</source>
        <translation>Gør dit svar til »%1« færdigt</translation>
    </message>
    <message>
        <source>You had begun. What you chose has been kept.</source>
        <translation>Du var begyndt. Det, du valgte, er gemt.</translation>
    </message>
    <message>
        <source>“%1” asks for your data</source>
        <translation>»%1« beder om dine data</translation>
    </message>
    <message>
        <source>Read what they want. You decide, and no is as good as yes.</source>
        <translation>Læs, hvad de gerne vil have. Du bestemmer, og nej er lige så godt som ja.</translation>
    </message>
    <message>
        <source>“%1” asks for something more</source>
        <translation>»%1« beder om noget mere</translation>
    </message>
    <message>
        <source>What you said yes to still holds. See what is new, and decide.</source>
        <translation>Det, du sagde ja til, gælder stadig. Se, hvad der er nyt, og bestem selv.</translation>
    </message>
    <message>
        <source>Nothing has been sent to “%1” yet</source>
        <translation>Der er ikke sendt noget til »%1« endnu</translation>
    </message>
    <message>
        <source>You have said yes. See exactly what would leave your computer.</source>
        <translation>Du har sagt ja. Se præcis, hvad der ville forlade din computer.</translation>
    </message>
    <message>
        <source>See which projects you can give data to</source>
        <translation>Se, hvilke projekter du kan give data til</translation>
    </message>
    <message>
        <source>Looking at them sends nothing.</source>
        <translation>Der bliver ikke sendt noget af at se på dem.</translation>
    </message>
    <message>
        <source>“%1” has not answered yet</source>
        <translation>»%1« har ikke svaret endnu</translation>
    </message>
    <message>
        <source>Look whether the recipient&apos;s receipt has come.</source>
        <translation>Se, om modtagerens kvittering er kommet.</translation>
    </message>
</context>
<context>
    <name>NextStepView</name>
    <message>
        <source>Next step</source>
        <translation>Næste skridt</translation>
    </message>
    <message>
        <source>Something that a citizen took back is to be taken out by hand.</source>
        <translation>Noget, en borger har trukket tilbage, skal fjernes manuelt.</translation>
    </message>
    <message>
        <source>See what</source>
        <translation>Se hvad</translation>
    </message>
    <message>
        <source>Something has come. Empty the inbox, so that the citizens get answers.</source>
        <translation>Der er kommet noget. Tøm indbakken, så borgerne får svar.</translation>
    </message>
    <message>
        <source>Empty the inbox</source>
        <translation>Tøm indbakken</translation>
    </message>
    <message>
        <source>Fill in your record, and give it to the operator of the list. Meanwhile you can write your first request.</source>
        <translation>Udfyld filen recipient.json, og giv den til den, der fører listen. Imens kan du skrive din første forespørgsel.</translation>
    </message>
    <message>
        <source>Write your first request</source>
        <translation>Skriv din første forespørgsel</translation>
    </message>
    <message>
        <source>Write your first request, check it and sign it.</source>
        <translation>Skriv din første forespørgsel, se den efter, og skriv under.</translation>
    </message>
    <message>
        <source>Look at what was put aside, and why.</source>
        <translation>Se på det, der er lagt til side, og hvorfor.</translation>
    </message>
    <message>
        <source>Nothing waits for you now.</source>
        <translation>Intet venter på dig nu.</translation>
    </message>
</context>
<context>
    <name>OfferedWords</name>
    <message>
        <source>Without a list of approved projects nobody can tell whether this request is what it says. Choose a list first.</source>
        <translation>Uden en liste over godkendte projekter kan ingen sige, om forespørgslen er, hvad den giver sig ud for. Vælg en liste først.</translation>
    </message>
    <message>
        <source>Your list has run out, so it cannot tell whether this request is approved today. Fetch a new list, and look again.</source>
        <translation>Din liste er udløbet, så den kan ikke afgøre, om forespørgslen er godkendt i dag. Hent en ny liste, og se igen.</translation>
    </message>
    <message>
        <source>Your copy of the list is not what was signed, so it is not used. Fetch it again, and look again.</source>
        <translation>Din kopi af listen er ikke det, der blev underskrevet, så den bliver ikke brugt. Hent den igen, og se igen.</translation>
    </message>
    <message>
        <source>Those who keep the list have looked at it, and published exactly this request. Whether you take part is yours alone to decide.</source>
        <translation>De, der fører listen, har set på den og offentliggjort præcis denne forespørgsel. Om du vil deltage, bestemmer du helt alene.</translation>
    </message>
    <message>
        <source>Approved: you can answer this request</source>
        <translation>Godkendt: du kan svare på forespørgslen</translation>
    </message>
    <message>
        <source>Stop: your list is too old to decide</source>
        <translation>Stop: din liste er for gammel til at afgøre det</translation>
    </message>
    <message>
        <source>Stop: you have not chosen a list</source>
        <translation>Stop: du har ikke valgt en liste</translation>
    </message>
    <message>
        <source>Stop: your list is damaged</source>
        <translation>Stop: din liste er beskadiget</translation>
    </message>
    <message>
        <source>Stop: the request is not on the approved list</source>
        <translation>Stop: forespørgslen står ikke på den godkendte liste</translation>
    </message>
    <message>
        <source>Stop: the approval has been taken back</source>
        <translation>Stop: godkendelsen er trukket tilbage</translation>
    </message>
    <message>
        <source>Stop: the project is over</source>
        <translation>Stop: projektet er slut</translation>
    </message>
    <message>
        <source>Stop: this is not a request that can be opened</source>
        <translation>Stop: det er ikke en forespørgsel, der kan åbnes</translation>
    </message>
    <message>
        <source>The file is not there. It may have been moved, or its stick taken out.</source>
        <translation>Filen er der ikke. Den kan være flyttet, eller USB-nøglen kan være taget ud.</translation>
    </message>
    <message>
        <source>That is a folder. Choose the file in it.</source>
        <translation>Det er en mappe. Vælg filen i den.</translation>
    </message>
    <message>
        <source>That is not an ordinary file.</source>
        <translation>Det er ikke en almindelig fil.</translation>
    </message>
    <message>
        <source>This computer does not let you read the file. Copy it to a folder of your own, and try again.</source>
        <translation>Computeren lader dig ikke læse filen. Kopiér den til en af dine egne mapper, og prøv igen.</translation>
    </message>
    <message>
        <source>The file is much larger than any request.</source>
        <translation>Filen er meget større end nogen forespørgsel.</translation>
    </message>
    <message>
        <source>The file is something else than a request, or it is damaged. Ask the sender for it again.</source>
        <translation>Filen er noget andet end en forespørgsel, eller den er beskadiget. Bed afsenderen om den igen.</translation>
    </message>
    <message>
        <source>The request was written for a newer version of Datadonor. Update Datadonor, and try again.</source>
        <translation>Forespørgslen er skrevet til en nyere udgave af Datadonor. Opdatér Datadonor, og prøv igen.</translation>
    </message>
    <message>
        <source>You have already said yes to exactly this request.</source>
        <translation>Du har allerede sagt ja til præcis denne forespørgsel.</translation>
    </message>
    <message>
        <source>You have said yes to an earlier version. It goes on until you decide otherwise.</source>
        <translation>Du har sagt ja til en tidligere udgave. Det gælder, indtil du beslutter andet.</translation>
    </message>
    <message>
        <source>You have sent nothing to this project.</source>
        <translation>Du har ikke sendt noget til projektet.</translation>
    </message>
    <message numerus="yes">
        <source>You have sent data to this project %n time(s).</source>
        <translation>
            <numerusform>Du har sendt data til projektet %n gang.</numerusform>
            <numerusform>Du har sendt data til projektet %n gange.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>You have opened a request</source>
        <translation>Du har åbnet en forespørgsel</translation>
    </message>
    <message>
        <source>Choose who is to answer it. It is shown when the vault is unlocked.</source>
        <translation>Vælg, hvem der skal svare på den. Den bliver vist, når boksen er låst op.</translation>
    </message>
    <message>
        <source>It is answered by somebody with a vault of their own.</source>
        <translation>Den besvares af en, der har sin egen boks.</translation>
    </message>
    <message>
        <source>Go to my own data</source>
        <translation>Gå til mine egne data</translation>
    </message>
    <message>
        <source>Lock your vault first</source>
        <translation>Lås din boks først</translation>
    </message>
    <message>
        <source>A package for an auditor was opened. It is checked without any vault.</source>
        <translation>Du har åbnet en pakke til en revisor. Den kontrolleres uden nogen boks.</translation>
    </message>
    <message>
        <source>That page is for somebody else. Your data should not be open meanwhile.</source>
        <translation>Den side er til en anden. Dine data bør ikke være åbne imens.</translation>
    </message>
    <message>
        <source>Lock, and open the package</source>
        <translation>Lås, og åbn pakken</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>Lås boksen</translation>
    </message>
</context>
<context>
    <name>OutboxCard</name>
    <message>
        <source>Nothing, as far as we know</source>
        <translation>Intet, så vidt vi ved</translation>
    </message>
    <message>
        <source>Donation %1: %2 records in all</source>
        <translation>Donation %1: i alt %2 registreringer</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Modtager</translation>
    </message>
    <message>
        <source>What the recipient has</source>
        <translation>Det har modtageren</translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier one(s)</source>
        <translation>
            <numerusform>og %n tidligere</numerusform>
            <numerusform>og %n tidligere</numerusform>
        </translation>
    </message>
    <message>
        <source>The recipient is late</source>
        <translation>Modtageren er forsinket</translation>
    </message>
    <message>
        <source>You have withdrawn</source>
        <translation>Du har trukket dit samtykke tilbage</translation>
    </message>
    <message>
        <source>The recipient has not been told</source>
        <translation>Modtageren har ikke fået besked</translation>
    </message>
    <message>
        <source>You have withdrawn your consent. Send the message about it.</source>
        <translation>Du har trukket dit samtykke tilbage. Send beskeden om det.</translation>
    </message>
    <message>
        <source>It lies ready in the outbox</source>
        <translation>Det ligger klar i udbakken</translation>
    </message>
    <message>
        <source>It is encrypted, and has not been sent yet.</source>
        <translation>Det er krypteret og ikke sendt endnu.</translation>
    </message>
    <message>
        <source>Number %1, %2: %3</source>
        <translation>Nummer %1, %2: %3</translation>
    </message>
    <message>
        <source>Tell the recipient</source>
        <translation>Giv modtageren besked</translation>
    </message>
    <message>
        <source>Send it now</source>
        <translation>Send det nu</translation>
    </message>
    <message>
        <source>See what would be sent</source>
        <translation>Se, hvad der ville blive sendt</translation>
    </message>
    <message>
        <source>Withdraw your consent</source>
        <translation>Træk dit samtykke tilbage</translation>
    </message>
</context>
<context>
    <name>OwnerCheck</name>
    <message>
        <source>This is for you to decide</source>
        <translation>Det her bestemmer du selv</translation>
    </message>
    <message>
        <source>Somebody is helping you. Write your passphrase yourself, so that it is certain that you want this. Whoever helps looks away meanwhile.</source>
        <translation>Der er en, der hjælper dig. Skriv selv din adgangssætning, så det er sikkert, at du vil det her. Den, der hjælper, ser væk imens.</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>Din &amp;adgangssætning</translation>
    </message>
    <message>
        <source>&amp;Do it</source>
        <translation>&amp;Gør det</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ikke nu</translation>
    </message>
    <message>
        <source>Write your passphrase first.</source>
        <translation>Skriv først din adgangssætning.</translation>
    </message>
</context>
<context>
    <name>PackageCard</name>
    <message>
        <source>An auditor can check a package without your vault: what you decided, what was sent, and that nothing was changed afterwards. It holds no health data, but it names the projects and those who helped you, and it is not encrypted.</source>
        <translation>En revisor kan kontrollere en pakke uden din boks: hvad du har besluttet, hvad der er sendt, og at intet er ændret bagefter. Der er ingen sundhedsdata i den, men den nævner projekterne og dem, der har hjulpet dig, og den er ikke krypteret.</translation>
    </message>
    <message>
        <source>What is the package to be about?</source>
        <translation>Hvad skal pakken handle om?</translation>
    </message>
    <message>
        <source>Everything, all projects side by side</source>
        <translation>Det hele, alle projekter side om side</translation>
    </message>
    <message>
        <source>Save a &amp;package for an auditor …</source>
        <translation>Gem en &amp;pakke til en revisor …</translation>
    </message>
    <message>
        <source>Choose what it is to be about.</source>
        <translation>Vælg, hvad den skal handle om.</translation>
    </message>
    <message>
        <source>Where should the package be saved?</source>
        <translation>Hvor skal pakken gemmes?</translation>
    </message>
    <message>
        <source>Packages for auditors (*.ddaudit)</source>
        <translation>Pakker til revisorer (*.ddaudit)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) can be seen in it.</source>
        <translation>
            <numerusform>%Ln hændelse kan ses i den.</numerusform>
            <numerusform>%Ln hændelser kan ses i den.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are counted, but not shown.</source>
        <translation>
            <numerusform>%Ln mere er talt med, men vises ikke.</numerusform>
            <numerusform>%Ln flere er talt med, men vises ikke.</numerusform>
        </translation>
    </message>
    <message>
        <source>The package has been saved</source>
        <translation>Pakken er gemt</translation>
    </message>
</context>
<context>
    <name>PackageDetail</name>
    <message>
        <source>The exact words</source>
        <translation>De nøjagtige ord</translation>
    </message>
    <message>
        <source>This text was shown before the answer was given.</source>
        <translation>Denne tekst blev vist, før svaret blev givet.</translation>
    </message>
    <message>
        <source>&amp;Numbers for comparing</source>
        <translation>Tal til &amp;sammenligning</translation>
    </message>
    <message>
        <source>A digest is a number worked out from a text or a file. If one letter were changed, the number would be another.</source>
        <translation>Et kontroltal er regnet ud fra en tekst eller en fil. Hvis ét bogstav blev ændret, ville tallet være et andet.</translation>
    </message>
    <message>
        <source>Show event %1</source>
        <translation>Vis hændelse %1</translation>
    </message>
</context>
<context>
    <name>PackageFilters</name>
    <message>
        <source>What it is about</source>
        <translation>Hvad det handler om</translation>
    </message>
    <message>
        <source>Which project</source>
        <translation>Hvilket projekt</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Samtykker</translation>
    </message>
    <message>
        <source>Sendings</source>
        <translation>Afsendelser</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>Afvisninger</translation>
    </message>
    <message>
        <source>List and network</source>
        <translation>Liste og netværk</translation>
    </message>
    <message>
        <source>The vault</source>
        <translation>Boksen</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Skjult</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Alle projekter</translation>
    </message>
</context>
<context>
    <name>PackageList</name>
    <message>
        <source>&amp;Newer</source>
        <translation>&amp;Nyere</translation>
    </message>
    <message>
        <source>Newer lines</source>
        <translation>Nyere linjer</translation>
    </message>
    <message>
        <source>&amp;Older</source>
        <translation>&amp;Ældre</translation>
    </message>
    <message>
        <source>Older lines</source>
        <translation>Ældre linjer</translation>
    </message>
    <message>
        <source>What was sent, newest first</source>
        <translation>Det, der blev sendt, de nyeste først</translation>
    </message>
    <message>
        <source>Decisions, newest first</source>
        <translation>Svar, de nyeste først</translation>
    </message>
    <message>
        <source>Rights to decide, newest first</source>
        <translation>Ret til at bestemme, de nyeste først</translation>
    </message>
    <message>
        <source>Refusals, newest first</source>
        <translation>Afvisninger, de nyeste først</translation>
    </message>
    <message>
        <source>Withdrawals, newest first</source>
        <translation>Tilbagetrækninger, de nyeste først</translation>
    </message>
    <message>
        <source>Signed answers, newest first</source>
        <translation>Underskrevne svar, de nyeste først</translation>
    </message>
    <message>
        <source>Events, newest first</source>
        <translation>Hændelser, de nyeste først</translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation>Intet er sendt</translation>
    </message>
    <message>
        <source>No data have left the computer.</source>
        <translation>Ingen data har forladt computeren.</translation>
    </message>
    <message>
        <source>Nothing was decided</source>
        <translation>Intet er besluttet</translation>
    </message>
    <message>
        <source>The package tells of no yes and of no other decision.</source>
        <translation>Pakken fortæller hverken om et ja eller om et andet svar.</translation>
    </message>
    <message>
        <source>Nothing was refused</source>
        <translation>Intet er afvist</translation>
    </message>
    <message>
        <source>Whatever was asked for was allowed, or nothing was asked for.</source>
        <translation>Alt, hvad der blev bedt om, var tilladt, eller der blev ikke bedt om noget.</translation>
    </message>
    <message>
        <source>Nothing was withdrawn</source>
        <translation>Intet er trukket tilbage</translation>
    </message>
    <message>
        <source>No consent was taken back.</source>
        <translation>Intet samtykke er trukket tilbage.</translation>
    </message>
    <message>
        <source>No recipient has answered</source>
        <translation>Ingen modtager har svaret</translation>
    </message>
    <message>
        <source>Here stands what recipients have signed of the data they hold.</source>
        <translation>Her står, hvad modtagere har skrevet under på om de data, de har.</translation>
    </message>
    <message>
        <source>There are no such events</source>
        <translation>Der er ingen af den slags hændelser</translation>
    </message>
    <message>
        <source>Choose something else, or show everything.</source>
        <translation>Vælg noget andet, eller vis alt.</translation>
    </message>
</context>
<context>
    <name>PackageView</name>
    <message>
        <source>What the package tells</source>
        <translation>Hvad pakken fortæller</translation>
    </message>
    <message>
        <source>N&amp;umbers for comparing</source>
        <translation>Tal til s&amp;ammenligning</translation>
    </message>
    <message>
        <source>Choose what is &amp;shown</source>
        <translation>Vælg, hvad der vi&amp;ses</translation>
    </message>
    <message>
        <source>Show &amp;everything</source>
        <translation>Vis a&amp;lt</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Fund</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Hvad der blev sendt</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Rights to decide</source>
        <translation>Ret til at bestemme</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>Afvisninger</translation>
    </message>
    <message>
        <source>Withdrawals</source>
        <translation>Tilbagetrækninger</translation>
    </message>
    <message>
        <source>Signed answers</source>
        <translation>Underskrevne svar</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle hændelser</translation>
    </message>
    <message>
        <source>Here are number %1 to %2, newest first.</source>
        <translation>Her er nummer %1 til %2, de nyeste først.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>That did not work</source>
        <translation>Det lykkedes ikke</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <comment>leads to the page before</comment>
        <translation>&amp;Tilbage</translation>
    </message>
    <message>
        <source>This page will be filled in as soon as the vault is free …</source>
        <translation>Siden bliver udfyldt, så snart boksen er ledig …</translation>
    </message>
</context>
<context>
    <name>PaperEnteredView</name>
    <message>
        <source>Your no is written down, with the picture of the page. Nothing is sent.</source>
        <translation>Dit nej er skrevet ned sammen med billedet af siden. Der bliver ikke sendt noget.</translation>
    </message>
    <message>
        <source>Your yes is written down, with the picture of the page. Keep the paper all the same. Nothing is sent before you have seen what it is.</source>
        <translation>Dit ja er skrevet ned sammen med billedet af siden. Gem papiret alligevel. Der bliver ikke sendt noget, før du har set, hvad det er.</translation>
    </message>
</context>
<context>
    <name>PaperPage</name>
    <message>
        <source>Answer on paper</source>
        <translation>Svar på papir</translation>
    </message>
    <message>
        <source>Go on with the form</source>
        <translation>Fortsæt med formularen</translation>
    </message>
    <message>
        <source>Enter a filled form</source>
        <translation>Skriv en udfyldt formular ind</translation>
    </message>
    <message>
        <source>Which form is it?</source>
        <translation>Hvilken formular er det?</translation>
    </message>
    <message>
        <source>What is ticked on the form?</source>
        <translation>Hvad er der sat kryds ved?</translation>
    </message>
    <message>
        <source>When was it signed?</source>
        <translation>Hvornår blev der skrevet under?</translation>
    </message>
    <message>
        <source>Is this what stands on the paper?</source>
        <translation>Er det dét, der står på papiret?</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Skriv det ned</translation>
    </message>
    <message>
        <source>The answer from the paper is written down</source>
        <translation>Svaret fra papiret er skrevet ned</translation>
    </message>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Videre</translation>
    </message>
    <message>
        <source>Choose the code that stands on the form.</source>
        <translation>Vælg den kode, der står på formularen.</translation>
    </message>
    <message>
        <source>Which picture of the page?</source>
        <translation>Hvilket billede af siden?</translation>
    </message>
    <message>
        <source>Pictures of pages (*.pdf *.jpg *.jpeg *.png)</source>
        <translation>Billeder af sider (*.pdf *.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>consent form in Danish.pdf</source>
        <translation>samtykke på dansk.pdf</translation>
    </message>
    <message>
        <source>consent form in English.pdf</source>
        <translation>samtykke på engelsk.pdf</translation>
    </message>
    <message>
        <source>Where is the form to lie?</source>
        <translation>Hvor skal formularen ligge?</translation>
    </message>
    <message>
        <source>It lies in %1 and has the code %2. Open it from there to print it.</source>
        <translation>Den ligger i %1 og har koden %2. Åbn den derfra, når du vil udskrive den.</translation>
    </message>
    <message>
        <source>The form is saved</source>
        <translation>Formularen er gemt</translation>
    </message>
    <message>
        <source>signed page.%1</source>
        <translation>underskrevet side.%1</translation>
    </message>
    <message>
        <source>Where is the picture to lie?</source>
        <translation>Hvor skal billedet ligge?</translation>
    </message>
    <message>
        <source>It lies in %1. Anyone who gets hold of the file can read it.</source>
        <translation>Det ligger i %1. Enhver, der får fat i filen, kan læse den.</translation>
    </message>
    <message>
        <source>The picture is saved</source>
        <translation>Billedet er gemt</translation>
    </message>
    <message>
        <source>Write your passphrase to sign.</source>
        <translation>Skriv din adgangssætning for at skrive under.</translation>
    </message>
    <message>
        <source>Checking your passphrase …</source>
        <translation>Kontrollerer din adgangssætning …</translation>
    </message>
</context>
<context>
    <name>PaperWaysView</name>
    <message>
        <source>You can answer on paper instead. It counts as much as an answer in here.</source>
        <translation>Du kan svare på papir i stedet. Det gælder lige så meget som et svar her på skærmen.</translation>
    </message>
    <message>
        <source>Print the form</source>
        <translation>Udskriv formularen</translation>
    </message>
    <message>
        <source>Everything the project says and asks stands on it, with boxes to tick and lines to sign on. Save it, and print it from there.</source>
        <translation>Der står alt, hvad projektet fortæller og spørger om, med felter til kryds og linjer til underskrift. Gem den, og udskriv den derfra.</translation>
    </message>
    <message>
        <source>Save the form in Danish …</source>
        <translation>Gem formularen på dansk …</translation>
    </message>
    <message>
        <source>Save the form in English …</source>
        <translation>Gem formularen på engelsk …</translation>
    </message>
    <message>
        <source>You need the form, a picture of the page with the signature (scanned or photographed), and your passphrase.</source>
        <translation>Du skal bruge formularen, et billede af siden med underskriften (scannet eller fotograferet) og din adgangssætning.</translation>
    </message>
    <message>
        <source>You have said yes to this project, and that holds. Change your choices or take your yes back on the project&apos;s page.</source>
        <translation>Du har sagt ja til projektet, og det gælder. Du kan ændre dine valg eller trække dit ja tilbage på projektets side.</translation>
    </message>
    <message>
        <source>Your vault can only be read at present, so nothing can be entered.</source>
        <translation>Din boks kan kun læses lige nu, så der kan ikke skrives noget ind.</translation>
    </message>
    <message>
        <source>Enter a filled form</source>
        <translation>Skriv en udfyldt formular ind</translation>
    </message>
    <message>
        <source>You have begun to enter the form with the code %1. What you entered is kept.</source>
        <translation>Du er begyndt på formularen med koden %1. Det, du har skrevet ind, er gemt.</translation>
    </message>
    <message>
        <source>Throw it away and begin again</source>
        <translation>Kassér det, og begynd forfra</translation>
    </message>
    <message>
        <source>The page that was entered last</source>
        <translation>Den side, der sidst blev skrevet ind</translation>
    </message>
    <message>
        <source>A picture of it lies in your vault, and nobody is sent it. Outside the vault anyone who gets hold of it can read it.</source>
        <translation>Et billede af den ligger i din boks og sendes ikke til nogen. Uden for boksen kan enhver, der får fat i det, læse det.</translation>
    </message>
    <message>
        <source>Save the picture …</source>
        <translation>Gem billedet …</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Skjul</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Skjul adgangssætningen</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Vis</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Vis adgangssætningen</translation>
    </message>
    <message>
        <source>Caps Lock seems to be on.</source>
        <translation>Det ser ud til, at Caps Lock er slået til.</translation>
    </message>
</context>
<context>
    <name>PassphraseSection</name>
    <message>
        <source>Change the passphrase</source>
        <translation>Skift adgangssætning</translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>&amp;Skift den</translation>
    </message>
    <message>
        <source>The new passphrase opens the vault from now on. Your recovery words go on working. Backups that you have already taken still open with the old one.</source>
        <translation>Fra nu af åbner den nye adgangssætning boksen. Dine gendannelsesord virker stadig. Sikkerhedskopier, du allerede har taget, åbner stadig med den gamle.</translation>
    </message>
    <message>
        <source>The passphrase you have &amp;now</source>
        <translation>Den adgangssætning, du har &amp;nu</translation>
    </message>
    <message>
        <source>Changing it. This takes a moment …</source>
        <translation>Skifter den. Det tager et øjeblik …</translation>
    </message>
    <message>
        <source>Write the passphrase that you have now.</source>
        <translation>Skriv den adgangssætning, du har nu.</translation>
    </message>
    <message>
        <source>The passphrase has been changed</source>
        <translation>Adgangssætningen er skiftet</translation>
    </message>
    <message>
        <source>Use the new one the next time you unlock.</source>
        <translation>Brug den nye, næste gang du låser op.</translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>Your health data are locked with a passphrase that only you know. You write it each time you open Datadonor.</source>
        <translation>Dine sundhedsdata låses med en adgangssætning, som kun du kender. Du skriver den, hver gang du åbner Datadonor.</translation>
    </message>
    <message>
        <source>If you forget it</source>
        <translation>Hvis du glemmer den</translation>
    </message>
    <message>
        <source>Nobody can find it for you, and we cannot either. In the next step you get 24 recovery words: with those you can choose a new one. Without both, nobody can ever read the data again.</source>
        <translation>Ingen kan finde den for dig, og det kan vi heller ikke. I næste trin får du 24 gendannelsesord: med dem kan du vælge en ny. Er begge dele væk, kan ingen nogensinde læse dine data igen.</translation>
    </message>
</context>
<context>
    <name>PastCard</name>
    <message>
        <source>What has happened</source>
        <translation>Det er der sket</translation>
    </message>
    <message>
        <source>See all activity</source>
        <translation>Se al aktivitet</translation>
    </message>
    <message>
        <source>At a time that cannot be read</source>
        <translation>På et tidspunkt, der ikke kan læses</translation>
    </message>
</context>
<context>
    <name>PersonRow</name>
    <message>
        <source>My own data</source>
        <translation>Mine egne data</translation>
    </message>
    <message>
        <source>The first person</source>
        <translation>Den første person</translation>
    </message>
    <message>
        <source>Unlock the vault with its passphrase.</source>
        <translation>Lås boksen op med dens adgangssætning.</translation>
    </message>
    <message>
        <source>There is no vault yet. It is made in a few steps.</source>
        <translation>Der er ingen boks endnu. Den laves i nogle få trin.</translation>
    </message>
    <message>
        <source>Chosen now.</source>
        <translation>Valgt nu.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ret</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>Ret %1</translation>
    </message>
</context>
<context>
    <name>PlaceSection</name>
    <message>
        <source>Where does the vault lie?</source>
        <translation>Hvor ligger boksen?</translation>
    </message>
    <message>
        <source>Everything that you bring in lies in this folder, encrypted. Leave its files as they are. If you want the vault on another computer, take a backup and put it back there.</source>
        <translation>Alt, hvad du henter ind, ligger krypteret i denne mappe. Lad filerne være, som de er. Vil du have boksen over på en anden computer, så tag en sikkerhedskopi, og læg den tilbage dér.</translation>
    </message>
    <message>
        <source>&amp;Copy the folder&apos;s path</source>
        <translation>&amp;Kopiér mappens sti</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mappe</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Lavet</translation>
    </message>
    <message>
        <source>The path has been copied.</source>
        <translation>Stien er kopieret.</translation>
    </message>
</context>
<context>
    <name>PlotView</name>
    <message>
        <source>Arrow keys go from step to step.</source>
        <translation>Piletasterne går fra trin til trin.</translation>
    </message>
</context>
<context>
    <name>PracticeStrip</name>
    <message>
        <source>Practice: everything here is made up, and nothing leaves the computer.</source>
        <translation>Øvelse: alt her er opdigtet, og intet forlader computeren.</translation>
    </message>
    <message>
        <source>Leave practice</source>
        <translation>Forlad øvelsen</translation>
    </message>
</context>
<context>
    <name>PractiseCard</name>
    <message>
        <source>Made-up requests to practise with</source>
        <translation>Opdigtede forespørgsler til at øve med</translation>
    </message>
    <message>
        <source>They are like those that come in an e-mail.</source>
        <translation>De ligner dem, der kommer i en mail.</translation>
    </message>
    <message>
        <source>A made-up project that is on the list.</source>
        <translation>Et opdigtet projekt, der står på listen.</translation>
    </message>
    <message>
        <source>A request from a stranger</source>
        <translation>En forespørgsel fra en fremmed</translation>
    </message>
    <message>
        <source>Nobody has approved it. See how it is stopped.</source>
        <translation>Ingen har godkendt den. Se, hvordan den bliver stoppet.</translation>
    </message>
</context>
<context>
    <name>PreviewEstimate</name>
    <message>
        <source>What would make you harder to recognise</source>
        <translation>Det ville gøre det sværere at genkende dig</translation>
    </message>
    <message>
        <source>Change your &amp;choices</source>
        <translation>Ændr dine v&amp;alg</translation>
    </message>
</context>
<context>
    <name>PreviewFiles</name>
    <message>
        <source>The files themselves</source>
        <translation>Selve filerne</translation>
    </message>
    <message>
        <source>Here you can read the very bytes that go into the sealed bundle. They are shown in this window only, and written nowhere.</source>
        <translation>Her kan du læse præcis det, der lægges i den forseglede pakke, tegn for tegn. Det vises kun i dette vindue og skrives ingen steder.</translation>
    </message>
    <message>
        <source>Hide the &amp;files</source>
        <translation>Skjul &amp;filerne</translation>
    </message>
    <message>
        <source>Show the &amp;files</source>
        <translation>Vis &amp;filerne</translation>
    </message>
    <message>
        <source>Show &amp;more of the file</source>
        <translation>Vis &amp;mere af filen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more file(s) of the same kinds</source>
        <translation>
            <numerusform>og %n fil mere af samme slags</numerusform>
            <numerusform>og %n filer mere af samme slags</numerusform>
        </translation>
    </message>
    <message>
        <source>The content of the file %1</source>
        <translation>Indholdet af filen %1</translation>
    </message>
    <message>
        <source>The file is being made …</source>
        <translation>Filen bliver lavet …</translation>
    </message>
    <message>
        <source>The file is being made: %1 records so far.</source>
        <translation>Filen bliver lavet: %1 registreringer indtil nu.</translation>
    </message>
</context>
<context>
    <name>PreviewLeaving</name>
    <message>
        <source>You have changed what is to be sent</source>
        <translation>Du har ændret, hvad der skal sendes</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) will stay with you.</source>
        <translation>
            <numerusform>%n registrering bliver hos dig.</numerusform>
            <numerusform>%n registreringer bliver hos dig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) will be sent again.</source>
        <translation>
            <numerusform>%n registrering bliver sendt alligevel.</numerusform>
            <numerusform>%n registreringer bliver sendt alligevel.</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else said yes on your behalf. Go on with the changes, and say there who decides.</source>
        <translation>En anden har sagt ja på dine vegne. Gå videre med ændringerne, og sig dér, hvem der bestemmer.</translation>
    </message>
    <message>
        <source>You have also begun to change other choices in this consent. Finish that first: these records are part of it.</source>
        <translation>Du er også begyndt at ændre andre valg i samtykket. Gør det færdigt først: disse registreringer er med i det.</translation>
    </message>
    <message>
        <source>It counts once you have signed. Nothing can be sent until then.</source>
        <translation>Det gælder, når du har skrevet under. Indtil da kan intet sendes.</translation>
    </message>
    <message>
        <source>The recipient is told how many records you left out, and never which.</source>
        <translation>Modtageren får at vide, hvor mange registreringer du har holdt ude, men aldrig hvilke.</translation>
    </message>
    <message>
        <source>Your &amp;passphrase, as your signature</source>
        <translation>Din adgangssæt&amp;ning som underskrift</translation>
    </message>
    <message>
        <source>S&amp;ign the change</source>
        <translation>&amp;Underskriv ændringen</translation>
    </message>
    <message>
        <source>Go on with the chan&amp;ges</source>
        <translation>Gå vide&amp;re med ændringerne</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>F&amp;ortryd</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>With you → what is sent</source>
        <translation>Hos dig → det, der sendes</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>With you</source>
        <translation>Hos dig</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>Det, der sendes</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Hvorfor</translation>
    </message>
    <message>
        <source>With you: %1</source>
        <translation>Hos dig: %1</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Sendes: %1</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Hvorfor: %1</translation>
    </message>
    <message>
        <source>Will be sent again</source>
        <translation>Sendes alligevel</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Sendes ikke</translation>
    </message>
    <message>
        <source>Once you have signed</source>
        <translation>Når du har skrevet under</translation>
    </message>
    <message>
        <source>You leave it out</source>
        <translation>Du holder det ude</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) not sent</source>
        <translation>
            <numerusform>%n felt sendes ikke</numerusform>
            <numerusform>%n felter sendes ikke</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Exactly this leaves your computer</source>
        <translation>Præcis det, der forlader din computer</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. On the left is what you have, beside it what would be sent, and why it is changed on the way.</source>
        <translation>Intet er sendt endnu. Til venstre står det, du har, og ved siden af det, der ville blive sendt, og hvorfor det ændres på vejen.</translation>
    </message>
    <message>
        <source>I ha&amp;ve seen what is sent</source>
        <translation>Jeg &amp;har set, hvad der sendes</translation>
    </message>
    <message>
        <source>&amp;Donate now</source>
        <translation>&amp;Doner nu</translation>
    </message>
    <message>
        <source>A donation lies ready</source>
        <translation>En donation ligger klar</translation>
    </message>
    <message>
        <source>You confirmed it before, and it has not been sent yet. It goes first: see the outbox.</source>
        <translation>Du har bekræftet den før, og den er ikke sendt endnu. Den skal af sted først: se udbakken.</translation>
    </message>
    <message>
        <source>Not to be sent today</source>
        <translation>Kan ikke sendes i dag</translation>
    </message>
    <message>
        <source>Nothing can be sent.</source>
        <translation>Intet kan sendes.</translation>
    </message>
    <message>
        <source>Nothing new can be sent just now; the reason stands above.</source>
        <translation>Der kan ikke sendes noget nyt lige nu; grunden står ovenfor.</translation>
    </message>
    <message>
        <source>Your change is being noted …</source>
        <translation>Din ændring bliver noteret …</translation>
    </message>
    <message>
        <source>Sign or undo your change before you donate.</source>
        <translation>Skriv under på ændringen, eller fortryd den, før du donerer.</translation>
    </message>
    <message>
        <source>You can donate when all of it has been gone through.</source>
        <translation>Du kan donere, når det hele er gennemgået.</translation>
    </message>
    <message>
        <source>Say that you have seen what is sent.</source>
        <translation>Sæt kryds ved, at du har set, hvad der sendes.</translation>
    </message>
</context>
<context>
    <name>PreviewRecord</name>
    <message>
        <source>The record as it stands in the file</source>
        <translation>Registreringen, som den står i filen</translation>
    </message>
    <message>
        <source>The record you are on: %1</source>
        <translation>Den registrering, du står på: %1</translation>
    </message>
    <message>
        <source>It sums up several of your measurements, so it cannot be left out by itself.</source>
        <translation>Den er en sum af flere af dine målinger og kan ikke holdes ude for sig selv.</translation>
    </message>
    <message>
        <source>Hide the record as it stands in the file</source>
        <translation>Skjul registreringen, som den står i filen</translation>
    </message>
    <message>
        <source>Show the record as it stands in the file</source>
        <translation>Vis registreringen, som den står i filen</translation>
    </message>
</context>
<context>
    <name>PreviewRecords</name>
    <message>
        <source>Record by record</source>
        <translation>Registrering for registrering</translation>
    </message>
    <message>
        <source>Take the tick away from what is to stay with you. Press Space, or click on it.</source>
        <translation>Fjern krydset ved det, der skal blive hos dig. Tryk på mellemrum, eller klik på det.</translation>
    </message>
    <message>
        <source>Not sent: this stays with you</source>
        <translation>Sendes ikke: det bliver hos dig</translation>
    </message>
    <message>
        <source>It belongs to what the project asks for, and is not sent.</source>
        <translation>Det hører til det, projektet beder om, men bliver ikke sendt.</translation>
    </message>
    <message>
        <source>What would be sent, record by record</source>
        <translation>Det, der ville blive sendt, registrering for registrering</translation>
    </message>
    <message>
        <source>What stays with you, and why</source>
        <translation>Det, der bliver hos dig, og hvorfor</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s), all of them.</source>
        <translation>
            <numerusform>%Ln række i alt.</numerusform>
            <numerusform>%Ln rækker i alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 rows. More come as you scroll.</source>
        <translation>De første %1 rækker. Der kommer flere, når du ruller ned.</translation>
    </message>
</context>
<context>
    <name>PreviewStop</name>
    <message>
        <source>Stop: nothing can be sent just now</source>
        <translation>Stop: intet kan sendes lige nu</translation>
    </message>
    <message>
        <source>Stop: something in it points at a person</source>
        <translation>Stop: noget i det peger på en person</translation>
    </message>
    <message>
        <source>Nothing is sent, and nothing can be sent while it is there. Leave those records out, or delete them under My data.</source>
        <translation>Intet er sendt, og intet kan sendes, så længe det står der. Hold de registreringer ude, eller slet dem under Mine data.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more place(s)</source>
        <translation>
            <numerusform>og %n sted mere</numerusform>
            <numerusform>og %n steder mere</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to My &amp;data</source>
        <translation>Gå til Mine &amp;data</translation>
    </message>
</context>
<context>
    <name>PreviewTotals</name>
    <message>
        <source>What it comes to</source>
        <translation>Det bliver i alt til</translation>
    </message>
    <message>
        <source>You stopped the count. Nothing can be sent until it has been done.</source>
        <translation>Du stoppede optællingen. Intet kan sendes, før den er gjort færdig.</translation>
    </message>
    <message>
        <source>Count &amp;again</source>
        <translation>Tæl i&amp;gen</translation>
    </message>
    <message>
        <source>The fingerprint of exactly this</source>
        <translation>Fingeraftrykket af præcis dette</translation>
    </message>
    <message>
        <source>If anything in what is sent were changed, the fingerprint would be another. The program compares it once more before anything leaves.</source>
        <translation>Blev noget i det, der sendes, ændret, ville fingeraftrykket være et andet. Programmet sammenligner det en gang til, før noget forlader computeren.</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Modtager</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Records in all</source>
        <translation>Registreringer i alt</translation>
    </message>
    <message>
        <source>Of these</source>
        <translation>Heraf</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>Værd at vide</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Størrelse</translation>
    </message>
    <message>
        <source>The fingerprint of exactly this: %1</source>
        <translation>Fingeraftrykket af præcis dette: %1</translation>
    </message>
    <message>
        <source>All of it is being gone through …</source>
        <translation>Det hele bliver gennemgået …</translation>
    </message>
    <message>
        <source>All of it is being gone through: %1 records so far.</source>
        <translation>Det hele bliver gennemgået: %1 registreringer indtil nu.</translation>
    </message>
    <message>
        <source>All of it is being gone through: %1 records.</source>
        <translation>Det hele bliver gennemgået: %1 registreringer.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 af %2</translation>
    </message>
    <message>
        <source>Less than a minute left.</source>
        <translation>Mindre end et minut tilbage.</translation>
    </message>
    <message>
        <source>About %Ln minute(s) left.</source>
        <translation>Cirka %Ln minut tilbage.</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>Hvor langt det er</translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message>
        <source>There is no such project in your vault</source>
        <translation>Der er ikke et sådant projekt i din boks</translation>
    </message>
    <message>
        <source>Its request may be damaged, or it was never taken in.</source>
        <translation>Forespørgslen kan være beskadiget, eller du har aldrig taget imod den.</translation>
    </message>
    <message>
        <source>See all projects</source>
        <translation>Se alle projekter</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Use a paper form</source>
        <translation>Brug en formular på papir</translation>
    </message>
    <message>
        <source>Reason: %1.</source>
        <translation>Grund: %1.</translation>
    </message>
    <message>
        <source>Stop: nothing can be decided or sent at present</source>
        <translation>Stop: intet kan besluttes eller sendes lige nu</translation>
    </message>
</context>
<context>
    <name>ProjectWords</name>
    <message>
        <source>New</source>
        <comment>projects that ask</comment>
        <translation>Nye</translation>
    </message>
    <message>
        <source>Being considered</source>
        <translation>Under overvejelse</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktive</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Trukket tilbage</translation>
    </message>
    <message>
        <source>Run out</source>
        <translation>Udløbet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Stoppet</translation>
    </message>
    <message>
        <source>No thank you</source>
        <translation>Nej tak</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Kan ikke læses</translation>
    </message>
    <message>
        <source>On the approved list</source>
        <translation>På den godkendte liste</translation>
    </message>
    <message>
        <source>A new version asks for more, and waits for your decision.</source>
        <translation>En ny udgave beder om mere og venter på din beslutning.</translation>
    </message>
    <message>
        <source>You have begun to change your choices.</source>
        <translation>Du er begyndt at rette dine valg.</translation>
    </message>
    <message>
        <source>You have begun to answer.</source>
        <translation>Du er begyndt at svare.</translation>
    </message>
    <message>
        <source>It cannot be answered at present.</source>
        <translation>Det kan ikke besvares lige nu.</translation>
    </message>
    <message>
        <source>It asked you %1.</source>
        <translation>Det spurgte dig den %1.</translation>
    </message>
    <message>
        <source>You have not decided yet.</source>
        <translation>Du har ikke besluttet dig endnu.</translation>
    </message>
    <message>
        <source>Your consent holds until %1.</source>
        <translation>Dit samtykke gælder til og med den %1.</translation>
    </message>
    <message>
        <source>You withdrew your consent %1.</source>
        <translation>Du trak dit samtykke tilbage den %1.</translation>
    </message>
    <message>
        <source>Your consent ran out %1.</source>
        <translation>Dit samtykke udløb den %1.</translation>
    </message>
    <message>
        <source>Your consent was stopped by others %1.</source>
        <translation>Dit samtykke blev stoppet af andre den %1.</translation>
    </message>
    <message>
        <source>You said no %1.</source>
        <translation>Du sagde nej den %1.</translation>
    </message>
    <message>
        <source>Nothing is sent to it.</source>
        <translation>Intet bliver sendt til det.</translation>
    </message>
    <message>
        <source>It can be answered until %1.</source>
        <translation>Det kan besvares til og med den %1.</translation>
    </message>
</context>
<context>
    <name>ProjectsPage</name>
    <message>
        <source>Which projects do you want to help?</source>
        <translation>Hvilke projekter vil du hjælpe?</translation>
    </message>
    <message>
        <source>You decide for each project by itself, and you can always change your mind. Nothing is sent from this page.</source>
        <translation>Du bestemmer for hvert projekt for sig, og du kan altid fortryde. Intet bliver sendt fra denne side.</translation>
    </message>
    <message>
        <source>Open a request file</source>
        <translation>Åbn en forespørgsel</translation>
    </message>
    <message>
        <source>All</source>
        <comment>projects</comment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>Ingen projekter endnu</translation>
    </message>
    <message>
        <source>When you get a request, as a file in an e-mail or from a hospital, open it here. You can also drop the file on this page.</source>
        <translation>Når du får en forespørgsel, som en fil i en mail eller fra et hospital, så åbn den her. Du kan også trække filen hen på siden og slippe den.</translation>
    </message>
    <message>
        <source>Requests (*.ddrequest);;All files (*)</source>
        <translation>Forespørgsler (*.ddrequest);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Which request do you want to open?</source>
        <translation>Hvilken forespørgsel vil du åbne?</translation>
    </message>
</context>
<context>
    <name>PromiseStep</name>
    <message>
        <source>Your data stay here</source>
        <translation>Dine data bliver her</translation>
    </message>
    <message>
        <source>What you bring in is kept encrypted on this computer, and nobody but you can open it.</source>
        <translation>Det, du henter ind, ligger krypteret på denne computer, og ingen andre end du kan åbne det.</translation>
    </message>
    <message>
        <source>You decide, project by project</source>
        <translation>Du bestemmer, projekt for projekt</translation>
    </message>
    <message>
        <source>Nothing is sent to research until you have said yes to that project and seen exactly what will leave.</source>
        <translation>Intet bliver sendt til forskning, før du har sagt ja til netop det projekt og set præcis, hvad der forlader computeren.</translation>
    </message>
    <message>
        <source>You can stop</source>
        <translation>Du kan stoppe</translation>
    </message>
    <message>
        <source>You can stop whenever you like, and before you say yes you are told what then happens to what has already been sent.</source>
        <translation>Du kan stoppe, når du vil, og før du siger ja, får du at vide, hvad der så sker med det, der allerede er sendt.</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Your receipt</source>
        <translation>Din kvittering</translation>
    </message>
    <message>
        <source>It says what you have said yes and no to, and how you can take it back.</source>
        <translation>Den siger, hvad du har sagt ja og nej til, og hvordan du kan tage det tilbage.</translation>
    </message>
    <message>
        <source>Outside the vault anyone who gets hold of it can read it. Keep it safe.</source>
        <translation>Uden for boksen kan alle, der får fat i den, læse den. Gem den et trygt sted.</translation>
    </message>
    <message>
        <source>Hide the receipt</source>
        <translation>Skjul kvitteringen</translation>
    </message>
    <message>
        <source>Show the receipt</source>
        <translation>Vis kvitteringen</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Udskriv</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Gem som PDF</translation>
    </message>
    <message>
        <source>Save for health systems (FHIR)</source>
        <translation>Gem til sundhedsvæsenets systemer (FHIR)</translation>
    </message>
    <message>
        <source>Save for computers (JSON-LD)</source>
        <translation>Gem til computere (JSON-LD)</translation>
    </message>
    <message>
        <source>The receipt is on its way to the printer</source>
        <translation>Kvitteringen er på vej til printeren</translation>
    </message>
    <message>
        <source>receipt.pdf</source>
        <translation>kvittering.pdf</translation>
    </message>
    <message>
        <source>receipt.json</source>
        <translation>kvittering.json</translation>
    </message>
    <message>
        <source>receipt.jsonld</source>
        <translation>kvittering.jsonld</translation>
    </message>
    <message>
        <source>Where is the receipt to lie?</source>
        <translation>Hvor skal kvitteringen ligge?</translation>
    </message>
    <message>
        <source>It lies in %1. Anyone who gets hold of the file can read it.</source>
        <translation>Den ligger i %1. Alle, der får fat i filen, kan læse den.</translation>
    </message>
    <message>
        <source>The receipt is saved</source>
        <translation>Kvitteringen er gemt</translation>
    </message>
</context>
<context>
    <name>ReceivedCard</name>
    <message>
        <source>The bundle is in order</source>
        <translation>Pakken er i orden</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Donor</source>
        <translation>Donor</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Files in it</source>
        <translation>Filer i den</translation>
    </message>
    <message>
        <source>Lies open in</source>
        <translation>Ligger åben i</translation>
    </message>
    <message>
        <source>It is not the first bundle of this donor. Which came before, only emptying the inbox keeps track of.</source>
        <translation>Det er ikke den første pakke fra denne donor. Hvilke der kom før, ser programmet kun efter, når du tømmer indbakken.</translation>
    </message>
</context>
<context>
    <name>RecipientsPage</name>
    <message>
        <source>Who may receive data?</source>
        <translation>Hvem må modtage data?</translation>
    </message>
    <message>
        <source>Only those on the approved list. Here you can see who they are, why they are on it, and who has been taken off it.</source>
        <translation>Kun dem på den godkendte liste. Her kan du se, hvem de er, hvorfor de står på den, og hvem der er taget af den.</translation>
    </message>
    <message>
        <source>Choose another list</source>
        <translation>Vælg en anden liste</translation>
    </message>
    <message>
        <source>Use this list</source>
        <translation>Brug denne liste</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Godkendt</translation>
    </message>
    <message>
        <source>No recipient is approved at present.</source>
        <translation>Ingen modtager er godkendt lige nu.</translation>
    </message>
    <message>
        <source>The project %1</source>
        <translation>Projektet %1</translation>
    </message>
    <message>
        <source>Stopped %1.</source>
        <translation>Stoppet %1.</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Begrundelse: %1</translation>
    </message>
    <message>
        <source>No longer approved</source>
        <translation>Ikke længere godkendt</translation>
    </message>
    <message>
        <source>Where the list comes from</source>
        <translation>Hvor listen kommer fra</translation>
    </message>
    <message>
        <source>Those who keep the list sign it. If a single letter of it is changed on the way to you, it is not used. Fetching it tells nobody which project you look at.</source>
        <translation>De, der fører listen, underskriver den. Er et eneste bogstav ændret på vejen til dig, bliver den ikke brugt. At hente den fortæller ingen, hvilket projekt du ser på.</translation>
    </message>
</context>
<context>
    <name>RecordModel</name>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Hvad</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>Hvorfra</translation>
    </message>
    <message>
        <source>Fetching …</source>
        <translation>Henter …</translation>
    </message>
</context>
<context>
    <name>RecordView</name>
    <message>
        <source>Delete this record …</source>
        <translation>Slet denne registrering …</translation>
    </message>
    <message>
        <source>Delete everything from this file …</source>
        <translation>Slet alt fra denne fil …</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>Hvor den kommer fra</translation>
    </message>
    <message>
        <source>The fingerprint is worked out from the file: another file has another one.</source>
        <translation>Fingeraftrykket er regnet ud fra filen: en anden fil har et andet.</translation>
    </message>
    <message>
        <source>Typed in by a person</source>
        <translation>Tastet ind af et menneske</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Hvad</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>Kind of data</source>
        <translation>Slags data</translation>
    </message>
    <message>
        <source>Measured by</source>
        <translation>Målt af</translation>
    </message>
    <message>
        <source>Also measured by</source>
        <translation>Også målt af</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Hvordan</translation>
    </message>
    <message>
        <source>Numbers in it</source>
        <translation>Antal tal i den</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Slags fil</translation>
    </message>
    <message>
        <source>Brought in</source>
        <translation>Hentet ind</translation>
    </message>
    <message>
        <source>Unit in the file</source>
        <translation>Enhed i filen</translation>
    </message>
    <message>
        <source>Name of the import</source>
        <translation>Importens navn</translation>
    </message>
    <message>
        <source>Fingerprint of the file</source>
        <translation>Filens fingeraftryk</translation>
    </message>
</context>
<context>
    <name>RecoverPage</name>
    <message>
        <source>Have you forgotten your passphrase?</source>
        <translation>Har du glemt din adgangssætning?</translation>
    </message>
    <message>
        <source>Backups that you took earlier still open with the passphrase of that time.</source>
        <translation>Sikkerhedskopier, du har taget før, åbnes stadig med den adgangssætning, du havde dengang.</translation>
    </message>
    <message>
        <source>Opening the vault and changing its passphrase …</source>
        <translation>Åbner boksen og skifter dens adgangssætning …</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Gendannelsesord</translation>
    </message>
    <message>
        <source>Find the sheet with your 24 recovery words and copy them here. How you divide them into lines does not matter, and the first four letters of each are enough.</source>
        <translation>Find arket med dine 24 gendannelsesord, og skriv dem af her. Det er lige meget, hvordan du deler dem i linjer, og de fire første bogstaver i hvert ord er nok.</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Næste</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Ny adgangssætning</translation>
    </message>
    <message>
        <source>The words are complete. Now choose the passphrase that is to hold.</source>
        <translation>Ordene er hele. Vælg nu den adgangssætning, der skal gælde.</translation>
    </message>
    <message>
        <source>&amp;Open my vault</source>
        <translation>&amp;Åbn min boks</translation>
    </message>
</context>
<context>
    <name>RecoveryEntry</name>
    <message>
        <source>Your recovery &amp;words</source>
        <translation>Dine &amp;gendannelsesord</translation>
    </message>
    <message>
        <source>Your recovery words</source>
        <translation>Dine gendannelsesord</translation>
    </message>
    <message>
        <source>%1 of %2 words</source>
        <translation>%1 af %2 ord</translation>
    </message>
    <message>
        <source>&amp;Use “%1”</source>
        <translation>&amp;Brug »%1«</translation>
    </message>
    <message>
        <source>Word number %1, “%2”, is not one of the words on the sheets.</source>
        <translation>Ord nummer %1, »%2«, er ikke et af de ord, der kan stå på arket.</translation>
    </message>
    <message>
        <source>Word number %1, “%2”, is not one of the words on the sheets. Is it “%3”?</source>
        <translation>Ord nummer %1, »%2«, er ikke et af de ord, der kan stå på arket. Er det »%3«?</translation>
    </message>
    <message numerus="yes">
        <source>There are %n word(s) too many. Is one written twice?</source>
        <translation>
            <numerusform>Der er %n ord for meget. Er et af dem skrevet to gange?</numerusform>
            <numerusform>Der er %n ord for meget. Er nogle af dem skrevet to gange?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are still %n word(s) missing.</source>
        <translation>
            <numerusform>Der mangler stadig %n ord.</numerusform>
            <numerusform>Der mangler stadig %n ord.</numerusform>
        </translation>
    </message>
    <message>
        <source>All are real words, but they do not belong together. Check the order, and that each is copied rightly.</source>
        <translation>Alle er rigtige ord, men de hører ikke sammen. Se efter, at rækkefølgen er rigtig, og at hvert ord er skrevet rigtigt af.</translation>
    </message>
</context>
<context>
    <name>RecoverySection</name>
    <message>
        <source>New recovery words</source>
        <translation>Nye gendannelsesord</translation>
    </message>
    <message>
        <source>The 24 recovery words open your vault if you forget the passphrase. If you have lost the sheet, or somebody has seen it, make new words: the old ones then stop working.</source>
        <translation>De 24 gendannelsesord åbner din boks, hvis du glemmer adgangssætningen. Er arket blevet væk, eller har nogen set det, så lav nye ord: de gamle holder op med at virke.</translation>
    </message>
    <message>
        <source>Making new words …</source>
        <translation>Laver nye ord …</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>&amp;Print …</source>
        <translation>&amp;Udskriv …</translation>
    </message>
    <message>
        <source>Print … the sheet with the words</source>
        <translation>Udskriv … arket med ordene</translation>
    </message>
    <message>
        <source>&amp;Save as PDF …</source>
        <translation>&amp;Gem som PDF …</translation>
    </message>
    <message>
        <source>Save as PDF … the sheet with the words</source>
        <translation>Gem som PDF … arket med ordene</translation>
    </message>
    <message>
        <source>The sheet has been sent to the printer.</source>
        <translation>Arket er sendt til printeren.</translation>
    </message>
    <message>
        <source>The sheet has been saved. Print it, and then delete the file.</source>
        <translation>Arket er gemt. Udskriv det, og slet så filen.</translation>
    </message>
    <message>
        <source>Where should the sheet be saved?</source>
        <translation>Hvor skal arket gemmes?</translation>
    </message>
    <message>
        <source>recovery-words.pdf</source>
        <translation>gendannelsesord.pdf</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>RefusalView</name>
    <message>
        <source>To say no is quite all right. You need give no reason.</source>
        <translation>Det er helt i orden at sige nej. Du behøver ikke sige hvorfor.</translation>
    </message>
    <message>
        <source>It has no consequences for you, and nothing is sent.</source>
        <translation>Det har ingen følger for dig, og intet bliver sendt.</translation>
    </message>
    <message>
        <source>Your yes to the earlier version stands as before.</source>
        <translation>Dit ja til den tidligere udgave gælder som før.</translation>
    </message>
    <message>
        <source>If you change your mind, you can answer again.</source>
        <translation>Ombestemmer du dig, kan du svare igen.</translation>
    </message>
</context>
<context>
    <name>RefusalWords</name>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>See the project to decide anew.</source>
        <translation>Se projektet, hvis du vil beslutte dig på ny.</translation>
    </message>
    <message>
        <source>You have not said yes to the project.</source>
        <translation>Du har ikke sagt ja til projektet.</translation>
    </message>
    <message>
        <source>See the project, and decide when you are ready.</source>
        <translation>Se projektet, og beslut dig, når du er klar.</translation>
    </message>
    <message>
        <source>You have said no to the project.</source>
        <translation>Du har sagt nej til projektet.</translation>
    </message>
    <message>
        <source>Your yes to the project has come to its end.</source>
        <translation>Dit ja til projektet er udløbet.</translation>
    </message>
    <message>
        <source>You have taken back your yes.</source>
        <translation>Du har taget dit ja tilbage.</translation>
    </message>
    <message>
        <source>Your yes was stopped, because the project is no longer approved as it was.</source>
        <translation>Dit ja er sat i stå, fordi projektet ikke længere er godkendt, som det var.</translation>
    </message>
    <message>
        <source>Your yes was declared void.</source>
        <translation>Dit ja er erklæret ugyldigt.</translation>
    </message>
    <message>
        <source>It was decided for you by someone whose right to do so has ended.</source>
        <translation>Det blev bestemt for dig af en, der ikke længere har ret til det.</translation>
    </message>
    <message>
        <source>The yes was said by somebody under 18. It takes those with custody.</source>
        <translation>Ja&apos;et blev sagt af en, der var under 18 år. Det kræver dem, der har forældremyndigheden.</translation>
    </message>
    <message>
        <source>Nothing is left that you have said yes to.</source>
        <translation>Der er ikke noget tilbage, du har sagt ja til.</translation>
    </message>
    <message>
        <source>Change your choices, or let it be.</source>
        <translation>Ændr dine valg, eller lad det være.</translation>
    </message>
    <message>
        <source>Change your choices</source>
        <translation>Ændr dine valg</translation>
    </message>
    <message>
        <source>What you signed cannot be read.</source>
        <translation>Det, du har skrevet under på, kan ikke læses.</translation>
    </message>
    <message>
        <source>You can withdraw your consent, and say yes anew if you wish.</source>
        <translation>Du kan trække dit samtykke tilbage og sige ja på ny, hvis du vil.</translation>
    </message>
    <message>
        <source>A backup was put back, and something that you decided since may be missing.</source>
        <translation>En sikkerhedskopi er lagt tilbage, og der kan mangle noget, du har besluttet siden.</translation>
    </message>
    <message>
        <source>Look through your choices, and sign them anew if they still hold.</source>
        <translation>Se dine valg igennem, og skriv under på dem igen, hvis de stadig gælder.</translation>
    </message>
    <message>
        <source>Look through your choices</source>
        <translation>Se dine valg igennem</translation>
    </message>
    <message>
        <source>See the approved list</source>
        <translation>Se listen over godkendte</translation>
    </message>
    <message>
        <source>There is nothing you need to do.</source>
        <translation>Der er ikke noget, du skal gøre.</translation>
    </message>
    <message>
        <source>Nothing is sent as long as that is so. What you have is not changed.</source>
        <translation>Så længe det er sådan, bliver intet sendt. Det, du har, er ikke ændret.</translation>
    </message>
    <message>
        <source>You have not chosen a list of approved projects.</source>
        <translation>Du har ikke valgt en liste over godkendte projekter.</translation>
    </message>
    <message>
        <source>Choose the list first.</source>
        <translation>Vælg listen først.</translation>
    </message>
    <message>
        <source>The list of approved projects is damaged.</source>
        <translation>Listen over godkendte projekter er beskadiget.</translation>
    </message>
    <message>
        <source>Fetch it anew.</source>
        <translation>Hent den igen.</translation>
    </message>
    <message>
        <source>The list of approved projects is too old to rely on.</source>
        <translation>Listen over godkendte projekter er for gammel til at stole på.</translation>
    </message>
    <message>
        <source>Fetch a new one.</source>
        <translation>Hent en ny.</translation>
    </message>
    <message>
        <source>The project is not on the approved list as you said yes to it.</source>
        <translation>Projektet står ikke på listen over godkendte, som du sagde ja til det.</translation>
    </message>
    <message>
        <source>The approval of the project or of its recipient was taken back.</source>
        <translation>Godkendelsen af projektet eller modtageren er trukket tilbage.</translation>
    </message>
    <message>
        <source>The project does not take data any longer.</source>
        <translation>Projektet tager ikke imod data længere.</translation>
    </message>
    <message>
        <source>This is not the recipient that you said yes to.</source>
        <translation>Det er ikke den modtager, du har sagt ja til.</translation>
    </message>
    <message>
        <source>This is not the purpose that you said yes to.</source>
        <translation>Det er ikke det formål, du har sagt ja til.</translation>
    </message>
    <message>
        <source>The log of your vault is not whole, so it can only be read.</source>
        <translation>Loggen i din boks er ikke hel, så boksen kan kun læses.</translation>
    </message>
    <message>
        <source>Put back a newer backup if you have one.</source>
        <translation>Læg en nyere sikkerhedskopi tilbage, hvis du har en.</translation>
    </message>
    <message>
        <source>See what has happened</source>
        <translation>Se, hvad der er sket</translation>
    </message>
    <message>
        <source>The clock of this computer is too far behind.</source>
        <translation>Uret i denne computer går for langt bagud.</translation>
    </message>
    <message>
        <source>Set the clock right, and open this page again.</source>
        <translation>Stil uret rigtigt, og åbn siden igen.</translation>
    </message>
</context>
<context>
    <name>RefusedView</name>
    <message>
        <source>Put aside, because it could not be taken in</source>
        <translation>Lagt til side, fordi det ikke kunne tages ind</translation>
    </message>
    <message>
        <source>Each lies sealed in the folder _quarantine of what was filed. When its reason is gone, put the file back into the inbox.</source>
        <translation>Det ligger forseglet i mappen _quarantine sammen med det, der er lagt på plads. Når grunden er væk, så læg filen tilbage i indbakken.</translation>
    </message>
    <message>
        <source>File %1 …</source>
        <translation>Fil %1 …</translation>
    </message>
</context>
<context>
    <name>ReportCard</name>
    <message>
        <source>What was done with “%1”</source>
        <translation>Det blev gjort med »%1«</translation>
    </message>
    <message>
        <source>A person should look at this</source>
        <translation>Det skal et menneske se på</translation>
    </message>
    <message>
        <source>File %1 …</source>
        <translation>Fil %1 …</translation>
    </message>
</context>
<context>
    <name>RequestPage</name>
    <message>
        <source>No thank you</source>
        <translation>Nej tak</translation>
    </message>
    <message>
        <source>A request is a file that ends in .ddrequest</source>
        <translation>En forespørgsel er en fil, der ender på .ddrequest</translation>
    </message>
    <message>
        <source>You get it from the project that asks, for example in an e-mail. Opening it sends nothing and decides nothing. You can also drop the file on this page.</source>
        <translation>Du får den af det projekt, der spørger, for eksempel i en mail. At åbne den sender intet og beslutter intet. Du kan også trække filen hen på siden og slippe den.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Vælg en fil</translation>
    </message>
    <message>
        <source>Which request do you want to open?</source>
        <translation>Hvilken forespørgsel vil du åbne?</translation>
    </message>
    <message>
        <source>The request cannot be opened</source>
        <translation>Forespørgslen kan ikke åbnes</translation>
    </message>
    <message>
        <source>A project asks for your data</source>
        <translation>Et projekt beder om dine data</translation>
    </message>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Begynd</translation>
    </message>
    <message>
        <source>You cannot answer this request</source>
        <translation>Du kan ikke svare på denne forespørgsel</translation>
    </message>
    <message>
        <source>Requests (*.ddrequest);;All files (*)</source>
        <translation>Forespørgsler (*.ddrequest);;Alle filer (*)</translation>
    </message>
</context>
<context>
    <name>RequestsView</name>
    <message>
        <source>Requests that you have signed</source>
        <translation>Forespørgsler, I har skrevet under på</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Ingen endnu.</translation>
    </message>
    <message>
        <source>can be answered until %1</source>
        <translation>kan besvares til og med %1</translation>
    </message>
    <message>
        <source>ended on %1</source>
        <translation>sluttede %1</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Udgave %1</translation>
    </message>
    <message>
        <source>Write a request</source>
        <translation>Skriv en forespørgsel</translation>
    </message>
</context>
<context>
    <name>ResearcherPage</name>
    <message>
        <source>Here you write requests to citizens, and receive what they give. No vault is needed: you work with a folder of keys, and the folders beside it.</source>
        <translation>Her skriver du forespørgsler til borgere og modtager det, de giver. Du skal ikke bruge en boks: du arbejder med en mappe med nøgler og mapperne ved siden af den.</translation>
    </message>
    <message>
        <source>Open the folder of my keys</source>
        <translation>Åbn mappen med mine nøgler</translation>
    </message>
    <message>
        <source>It is asked for each time: this program does not remember where keys lie.</source>
        <translation>Der bliver spurgt hver gang: programmet husker ikke, hvor nøgler ligger.</translation>
    </message>
    <message>
        <source>Make new keys</source>
        <translation>Lav nye nøgler</translation>
    </message>
    <message>
        <source>Once for each organisation that is to receive data.</source>
        <translation>Én gang for hver organisation, der skal modtage data.</translation>
    </message>
    <message>
        <source>Make the keys of a recipient</source>
        <translation>Lav en modtagers nøgler</translation>
    </message>
    <message>
        <source>Make the keys</source>
        <translation>Lav nøglerne</translation>
    </message>
    <message>
        <source>Which keys do you work with?</source>
        <translation>Hvilke nøgler arbejder du med?</translation>
    </message>
    <message>
        <source>How your requests stand</source>
        <translation>Sådan står det til</translation>
    </message>
    <message>
        <source>Inbox: where bundles come</source>
        <translation>Indbakken: her kommer pakkerne</translation>
    </message>
    <message>
        <source>Where what is right is filed</source>
        <translation>Her lægges det, der er i orden</translation>
    </message>
    <message>
        <source>Where your answers are put</source>
        <translation>Her lægges dine svar</translation>
    </message>
    <message>
        <source>Choose another folder …</source>
        <translation>Vælg en anden mappe …</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Ikke valgt endnu</translation>
    </message>
    <message>
        <source>Choose the folder of your keys</source>
        <translation>Vælg mappen med dine nøgler</translation>
    </message>
    <message>
        <source>The keys are made</source>
        <translation>Nøglerne er lavet</translation>
    </message>
    <message>
        <source>Give the file recipient.json to the operator of the list. Keep a copy of the two .key files in a safe place, and their passphrase in another.</source>
        <translation>Giv filen recipient.json til den, der fører listen. Gem en kopi af de to filer, der ender på .key, et sikkert sted, og deres adgangssætning et andet.</translation>
    </message>
    <message>
        <source>Write the passphrase of the keys.</source>
        <translation>Skriv nøglernes adgangssætning.</translation>
    </message>
    <message>
        <source>It is signed</source>
        <translation>Der er skrevet under</translation>
    </message>
    <message>
        <source>The answer lies ready. The citizen’s program fetches it.</source>
        <translation>Svaret ligger klar. Borgerens program henter det.</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>&amp;Choose the backup …</source>
        <translation>Vælg &amp;sikkerhedskopien …</translation>
    </message>
    <message>
        <source>The bac&amp;kup&apos;s passphrase</source>
        <translation>Sikkerhedskopiens &amp;adgangssætning</translation>
    </message>
    <message>
        <source>It is the passphrase that you had when the backup was taken. You can write your 24 recovery words instead.</source>
        <translation>Det er den adgangssætning, du havde, da sikkerhedskopien blev taget. Du kan skrive dine 24 gendannelsesord i stedet.</translation>
    </message>
    <message>
        <source>There is already a vault here. I want the backup in its place; the vault that is here is kept in the folder “replaced”.</source>
        <translation>Der er allerede en boks her. Jeg vil have sikkerhedskopien i dens sted; boksen, der er her, bliver gemt i mappen »replaced«.</translation>
    </message>
    <message>
        <source>Lock the vault first</source>
        <translation>Lås først boksen</translation>
    </message>
    <message>
        <source>A backup cannot take the place of a vault that is open. Press “Lock”, and choose “I have a backup” on the page that comes.</source>
        <translation>En sikkerhedskopi kan ikke tage pladsen fra en boks, der er åben. Tryk på »Lås«, og vælg »Jeg har en sikkerhedskopi« på den side, der kommer.</translation>
    </message>
    <message>
        <source>Which backup would you like to put back?</source>
        <translation>Hvilken sikkerhedskopi vil du have tilbage?</translation>
    </message>
    <message>
        <source>A backup is one file, as a rule with a name that ends in .ddbackup. It may lie on a USB stick or in another folder.</source>
        <translation>En sikkerhedskopi er én fil, som regel med et navn, der ender på .ddbackup. Den kan ligge på en USB-nøgle eller i en anden mappe.</translation>
    </message>
    <message>
        <source>&amp;Put the backup back</source>
        <translation>&amp;Læg sikkerhedskopien tilbage</translation>
    </message>
    <message>
        <source>Choose the backup first.</source>
        <translation>Vælg først sikkerhedskopien.</translation>
    </message>
    <message>
        <source>Tick the box if the backup is to take the place.</source>
        <translation>Sæt kryds, hvis sikkerhedskopien skal tage pladsen.</translation>
    </message>
    <message>
        <source>This does not open the backup. It may have had another passphrase when it was taken.</source>
        <translation>Det åbner ikke sikkerhedskopien. Den kan have haft en anden adgangssætning, da den blev taget.</translation>
    </message>
    <message>
        <source>Checking the backup and putting it in place …</source>
        <translation>Kontrollerer sikkerhedskopien og sætter den på plads …</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>Vælg sikkerhedskopien</translation>
    </message>
    <message>
        <source>Backups (*.ddbackup);;All files (*)</source>
        <translation>Sikkerhedskopier (*.ddbackup);;Alle filer (*)</translation>
    </message>
    <message>
        <source>The backup is now your vault</source>
        <translation>Sikkerhedskopien er nu din boks</translation>
    </message>
    <message numerus="yes">
        <source>Its log has %Ln event(s).</source>
        <translation>
            <numerusform>Dens log har %Ln hændelse.</numerusform>
            <numerusform>Dens log har %Ln hændelser.</numerusform>
        </translation>
    </message>
    <message>
        <source>It opens with the passphrase that you had when the backup was taken.</source>
        <translation>Den åbnes med den adgangssætning, du havde, da sikkerhedskopien blev taget.</translation>
    </message>
    <message>
        <source>The vault that was here before is kept in the folder “replaced”.</source>
        <translation>Boksen, der var her før, er gemt i mappen »replaced«.</translation>
    </message>
    <message>
        <source>&amp;Unlock it</source>
        <translation>&amp;Lås den op</translation>
    </message>
    <message>
        <source>Is something missing?</source>
        <translation>Mangler der noget?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln later event(s) are not in the backup</source>
        <translation>
            <numerusform>%Ln senere hændelse er ikke med i sikkerhedskopien</numerusform>
            <numerusform>%Ln senere hændelser er ikke med i sikkerhedskopien</numerusform>
        </translation>
    </message>
    <message>
        <source>Go through them below. Decisions among them no longer stand in this vault.</source>
        <translation>Kig dem igennem herunder. Beslutninger blandt dem gælder ikke mere i denne boks.</translation>
    </message>
    <message>
        <source>Everything is there</source>
        <translation>Alt er med</translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message>
        <source>All dates are moved</source>
        <translation>Alle datoer er flyttet</translation>
    </message>
    <message>
        <source>Only the month and year</source>
        <translation>Kun måned og år</translation>
    </message>
    <message>
        <source>Only the year</source>
        <translation>Kun året</translation>
    </message>
    <message>
        <source>True dates are needed</source>
        <translation>Rigtige datoer er nødvendige</translation>
    </message>
    <message>
        <source>Time of day left out</source>
        <translation>Klokkeslæt er udeladt</translation>
    </message>
    <message>
        <source>Summed up by the hour</source>
        <translation>Samlet time for time</translation>
    </message>
    <message>
        <source>Summed up by the day</source>
        <translation>Samlet dag for dag</translation>
    </message>
    <message>
        <source>Summed up by the week</source>
        <translation>Samlet uge for uge</translation>
    </message>
    <message>
        <source>Summed up by the month</source>
        <translation>Samlet måned for måned</translation>
    </message>
    <message>
        <source>Summed up for the whole time</source>
        <translation>Samlet for hele perioden</translation>
    </message>
    <message>
        <source>Source left out</source>
        <translation>Kilden er udeladt</translation>
    </message>
    <message>
        <source>A number in place of your name</source>
        <translation>Et nummer i stedet for dit navn</translation>
    </message>
    <message>
        <source>Only the kind of device</source>
        <translation>Kun slags apparat</translation>
    </message>
    <message>
        <source>Only the code</source>
        <translation>Kun koden</translation>
    </message>
</context>
<context>
    <name>SendingAnswers</name>
    <message>
        <source>Answers from recipients</source>
        <translation>Svar fra modtagere</translation>
    </message>
    <message>
        <source>A recipient answers with a signed file. It counts only when the signature is the recipient&apos;s own.</source>
        <translation>En modtager svarer med en underskrevet fil. Den tæller kun, når underskriften er modtagerens egen.</translation>
    </message>
    <message>
        <source>&amp;Look for answers</source>
        <translation>&amp;Se efter svar</translation>
    </message>
    <message>
        <source>Look in a &amp;folder …</source>
        <translation>Se efter i en &amp;mappe …</translation>
    </message>
    <message>
        <source>Let the &amp;made-up recipient answer</source>
        <translation>Lad den &amp;opdigtede modtager svare</translation>
    </message>
    <message>
        <source>%1, number %2: %3</source>
        <translation>%1, nummer %2: %3</translation>
    </message>
    <message>
        <source>The recipient names no place where its answers lie. If you were given them as files, look in the folder where they are.</source>
        <translation>Modtageren har ikke oplyst, hvor svarene ligger. Har du fået dem som filer, så se efter i den mappe, hvor de ligger.</translation>
    </message>
    <message>
        <source>Answers are being looked for, and their signatures checked …</source>
        <translation>Der bliver set efter svar, og underskrifterne bliver kontrolleret …</translation>
    </message>
</context>
<context>
    <name>SendingCard</name>
    <message>
        <source>Sending</source>
        <translation>Afsendelse</translation>
    </message>
    <message>
        <source>The recipient has not been told yet that you have withdrawn.</source>
        <translation>Modtageren har endnu ikke fået at vide, at du har trukket dit samtykke tilbage.</translation>
    </message>
    <message>
        <source>Tell the recipient</source>
        <translation>Giv modtageren besked</translation>
    </message>
    <message>
        <source>The recipient should have answered your withdrawal by %1, and has not.</source>
        <translation>Modtageren skulle have svaret på din tilbagetrækning senest %1, men har ikke gjort det.</translation>
    </message>
    <message>
        <source>The recipient has until %1 to answer your withdrawal.</source>
        <translation>Modtageren har til %1 til at svare på din tilbagetrækning.</translation>
    </message>
    <message>
        <source>Nothing has been sent yet.</source>
        <translation>Intet er sendt endnu.</translation>
    </message>
    <message>
        <source>Nothing can be sent at present.</source>
        <translation>Intet kan sendes lige nu.</translation>
    </message>
    <message>
        <source>The project gets data once, and has got them.</source>
        <translation>Projektet får data én gang, og det har fået dem.</translation>
    </message>
    <message>
        <source>The next time that data can be sent is %1.</source>
        <translation>Næste gang, data kan sendes, er %1.</translation>
    </message>
    <message>
        <source>You can look at the data and send them now.</source>
        <translation>Du kan se på data og sende dem nu.</translation>
    </message>
    <message>
        <source>Donation %1</source>
        <translation>Donation %1</translation>
    </message>
</context>
<context>
    <name>SendingPage</name>
    <message>
        <source>See again what would be sent</source>
        <translation>Se igen, hvad der ville blive sendt</translation>
    </message>
    <message>
        <source>What you have sent</source>
        <translation>Det har du sendt</translation>
    </message>
    <message>
        <source>Here you will see what you send</source>
        <translation>Her kan du se det, du sender</translation>
    </message>
    <message>
        <source>When you have said yes to a project, you see exactly what would be sent, and decide. What you send is listed here, with the recipient&apos;s answers.</source>
        <translation>Når du har sagt ja til et projekt, ser du præcis, hvad der ville blive sendt, og bestemmer selv. Det, du sender, står her sammen med modtagerens svar.</translation>
    </message>
    <message>
        <source>See the projects</source>
        <translation>Se projekterne</translation>
    </message>
    <message>
        <source>You stopped it</source>
        <translation>Du har stoppet det</translation>
    </message>
    <message>
        <source>What was not encrypted yet is gone; what was lies ready in the outbox.</source>
        <translation>Var det ikke krypteret endnu, er det væk; ellers ligger det klar i udbakken.</translation>
    </message>
    <message>
        <source>Where do the answers lie?</source>
        <translation>Hvor ligger svarene?</translation>
    </message>
    <message>
        <source>Save &amp;now</source>
        <translation>Gem &amp;nu</translation>
    </message>
    <message>
        <source>Send &amp;now</source>
        <translation>Send &amp;nu</translation>
    </message>
    <message>
        <source>It is on its way</source>
        <translation>Det er på vej</translation>
    </message>
    <message>
        <source>How shall your donation be sent?</source>
        <translation>Hvordan skal din donation sendes?</translation>
    </message>
    <message>
        <source>How shall the recipient be told?</source>
        <translation>Hvordan skal modtageren have besked?</translation>
    </message>
    <message>
        <source>Your donation has been sent</source>
        <translation>Din donation er sendt</translation>
    </message>
    <message>
        <source>The recipient has been told</source>
        <translation>Modtageren har fået besked</translation>
    </message>
    <message>
        <source>Nothing has been sent yet</source>
        <translation>Intet er sendt endnu</translation>
    </message>
    <message>
        <source>The recipient has answered. You can read the answer below.</source>
        <translation>Modtageren har svaret. Du kan læse svaret nedenfor.</translation>
    </message>
    <message>
        <source>The recipient has a month to act on it and to answer. Until then it stands here as waiting.</source>
        <translation>Modtageren har en måned til at rette sig efter det og svare. Indtil da står det her som ventende.</translation>
    </message>
    <message>
        <source>Hand the folder or the stick to the recipient. The name of the file begins with %1.</source>
        <translation>Aflever mappen eller USB-nøglen til modtageren. Filens navn begynder med %1.</translation>
    </message>
    <message>
        <source>When the recipient has answered, it stands here as acknowledged. You can withdraw your consent at any time, with the button below; the recipient is then told, and has to answer for what it does.</source>
        <translation>Når modtageren har svaret, står den her som kvitteret. Du kan altid trække dit samtykke tilbage med knappen nedenfor; så får modtageren besked og skal svare på, hvad der er gjort.</translation>
    </message>
</context>
<context>
    <name>SendingSteps</name>
    <message>
        <source>How far it is</source>
        <translation>Så langt er det</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stop</translation>
    </message>
    <message>
        <source>It is being encrypted, so that only the recipient can open it.</source>
        <translation>Det bliver krypteret, så kun modtageren kan åbne det.</translation>
    </message>
    <message>
        <source>It is being packed and compared with what you confirmed.</source>
        <translation>Det bliver pakket og sammenlignet med det, du har bekræftet.</translation>
    </message>
    <message>
        <source>Sent: %1 of %2</source>
        <translation>Sendt: %1 af %2</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>Pakket</translation>
    </message>
    <message>
        <source>Encrypted: only the recipient can open it</source>
        <translation>Krypteret: kun modtageren kan åbne det</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sendt</translation>
    </message>
    <message>
        <source>Acknowledged: the recipient has signed for it</source>
        <translation>Kvitteret: modtageren har skrevet under på det</translation>
    </message>
    <message>
        <source>Being packed …</source>
        <translation>Bliver pakket …</translation>
    </message>
    <message>
        <source>Being encrypted …</source>
        <translation>Bliver krypteret …</translation>
    </message>
    <message>
        <source>Being sent …</source>
        <translation>Bliver sendt …</translation>
    </message>
    <message>
        <source>Waiting for the recipient&apos;s answer …</source>
        <translation>Venter på modtagerens svar …</translation>
    </message>
    <message>
        <source>Not packed yet</source>
        <translation>Ikke pakket endnu</translation>
    </message>
    <message>
        <source>Not encrypted yet</source>
        <translation>Ikke krypteret endnu</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Ikke sendt endnu</translation>
    </message>
    <message>
        <source>Not acknowledged yet</source>
        <translation>Ikke kvitteret endnu</translation>
    </message>
</context>
<context>
    <name>SendingWay</name>
    <message>
        <source>Recipient</source>
        <translation>Modtager</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>The fingerprint you confirmed</source>
        <translation>Det fingeraftryk, du bekræftede</translation>
    </message>
    <message>
        <source>How shall it be sent?</source>
        <translation>Hvordan skal det sendes?</translation>
    </message>
    <message>
        <source>Save it in a folder, or on a USB stick</source>
        <translation>Gem det i en mappe eller på en USB-nøgle</translation>
    </message>
    <message>
        <source>&amp;Choose the folder …</source>
        <translation>&amp;Vælg mappen …</translation>
    </message>
    <message>
        <source>What you have confirmed</source>
        <translation>Det har du bekræftet</translation>
    </message>
    <message>
        <source>A donation lies ready in the outbox</source>
        <translation>En donation ligger klar i udbakken</translation>
    </message>
    <message>
        <source>The recipient has not been told that you withdrew</source>
        <translation>Modtageren har ikke fået besked om, at du har trukket dig</translation>
    </message>
    <message>
        <source>It is encrypted on this computer before it leaves, so that only the recipient can open it.</source>
        <translation>Det bliver krypteret på denne computer, før det forlader den, så kun modtageren kan åbne det.</translation>
    </message>
    <message>
        <source>You have confirmed it, and it is encrypted. It has not reached the recipient.</source>
        <translation>Du har bekræftet den, og den er krypteret. Den er ikke nået frem til modtageren.</translation>
    </message>
    <message>
        <source>A short message goes to the recipient, signed with your key for this project. It holds no health data.</source>
        <translation>En kort besked går til modtageren, underskrevet med din nøgle til projektet. Der er ingen helbredsoplysninger i den.</translation>
    </message>
    <message>
        <source>Put it where the recipient fetches it</source>
        <translation>Læg det, hvor modtageren henter det</translation>
    </message>
    <message>
        <source>Send it over the internet, to %1</source>
        <translation>Send det over internettet til %1</translation>
    </message>
    <message>
        <source>No folder has been chosen yet.</source>
        <translation>Der er ikke valgt en mappe endnu.</translation>
    </message>
    <message>
        <source>It will be saved in: %1</source>
        <translation>Det bliver gemt i: %1</translation>
    </message>
    <message>
        <source>Where shall it be saved?</source>
        <translation>Hvor skal det gemmes?</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Indstillinger</translation>
    </message>
    <message>
        <source>Rarely needed</source>
        <translation>Sjældent brug for</translation>
    </message>
    <message>
        <source>Other people</source>
        <translation>Andre mennesker</translation>
    </message>
    <message>
        <source>Somebody helps me</source>
        <translation>Der er en, der hjælper mig</translation>
    </message>
    <message>
        <source>A nurse, a relative or somebody else sits beside you for a while.</source>
        <translation>En sygeplejerske, en pårørende eller en anden sidder hos dig et stykke tid.</translation>
    </message>
    <message>
        <source>Who may decide for me</source>
        <translation>Hvem der må bestemme for mig</translation>
    </message>
    <message>
        <source>Parents, a guardian, or somebody with a power of attorney.</source>
        <translation>Forældre, en værge eller en med fuldmagt.</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>For the day you forget the passphrase.</source>
        <translation>Til den dag, du glemmer adgangssætningen.</translation>
    </message>
    <message>
        <source>You have not confirmed that you have them on paper.</source>
        <translation>Du har ikke bekræftet, at du har dem på papir.</translation>
    </message>
    <message>
        <source>Language, text size and colours</source>
        <translation>Sprog, tekststørrelse og farver</translation>
    </message>
    <message>
        <source>%1, text at %2.</source>
        <translation>%1, tekst på %2.</translation>
    </message>
    <message>
        <source>When the vault locks itself</source>
        <translation>Hvornår boksen låser sig selv</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s) without a touch.</source>
        <translation>
            <numerusform>Efter %n minut uden berøring.</numerusform>
            <numerusform>Efter %n minutter uden berøring.</numerusform>
        </translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Adgangssætning</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Vælg en anden.</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Gendannelsesord</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sikkerhedskopi</translation>
    </message>
    <message>
        <source>Where the vault lies</source>
        <translation>Hvor boksen ligger</translation>
    </message>
    <message>
        <source>Encrypt everything anew</source>
        <translation>Krypter alt på ny</translation>
    </message>
    <message>
        <source>If somebody may have had the vault&apos;s key.</source>
        <translation>Hvis nogen kan have haft boksens nøgle.</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>Tidsstempler</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Slet alt</translation>
    </message>
    <message>
        <source>The vault and all that is in it, for good.</source>
        <translation>Boksen og alt, hvad der er i den, for altid.</translation>
    </message>
    <message>
        <source>None has been taken yet.</source>
        <translation>Der er ikke taget nogen endnu.</translation>
    </message>
    <message>
        <source>The last one: %1.</source>
        <translation>Den seneste: %1.</translation>
    </message>
    <message>
        <source>Switched off. For those who want more proof.</source>
        <translation>Slået fra. Til den, der vil have flere beviser.</translation>
    </message>
    <message>
        <source>Switched on, from %1.</source>
        <translation>Slået til, fra %1.</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Get started</source>
        <translation>Kom i gang</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Lås op</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Hjem</translation>
    </message>
    <message>
        <source>My data</source>
        <translation>Mine data</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Hent data ind</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekter</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Afsendelse</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivitet</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Modtagere</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Indstillinger</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overblik</translation>
    </message>
    <message>
        <source>Write a request</source>
        <translation>Skriv en forespørgsel</translation>
    </message>
    <message>
        <source>Receive data</source>
        <translation>Modtag data</translation>
    </message>
    <message>
        <source>Check a package</source>
        <translation>Kontrollér en pakke</translation>
    </message>
    <message>
        <source>Who is using this</source>
        <translation>Hvem bruger computeren</translation>
    </message>
    <message>
        <source>Language and display</source>
        <translation>Sprog og visning</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjælp</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lås</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>Lås boksen</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
</context>
<context>
    <name>SignView</name>
    <message>
        <source>Read the whole text</source>
        <translation>Læs hele teksten</translation>
    </message>
    <message>
        <source>Your &amp;passphrase, the one that opens the vault</source>
        <translation>Din &amp;adgangssætning, den, der åbner boksen</translation>
    </message>
</context>
<context>
    <name>Signer</name>
    <message>
        <source>Where should the signed request lie?</source>
        <translation>Hvor skal den underskrevne forespørgsel ligge?</translation>
    </message>
    <message>
        <source>Requests (*.ddrequest)</source>
        <translation>Forespørgsler (*.ddrequest)</translation>
    </message>
    <message>
        <source>There is a file of this name already</source>
        <translation>Der er allerede en fil med det navn</translation>
    </message>
    <message>
        <source>“%1” was not replaced. Choose another name.</source>
        <translation>»%1« er ikke overskrevet. Vælg et andet navn.</translation>
    </message>
</context>
<context>
    <name>SignersCard</name>
    <message>
        <source>Who decides now?</source>
        <translation>Hvem bestemmer nu?</translation>
    </message>
    <message>
        <source>The person whose data it is</source>
        <translation>Den, som data handler om</translation>
    </message>
    <message>
        <source>Say who decides.</source>
        <translation>Sig, hvem der bestemmer.</translation>
    </message>
    <message>
        <source>%1 has to write a passphrase here.</source>
        <translation>%1 skal skrive sin adgangssætning her.</translation>
    </message>
    <message>
        <source>This is not the passphrase of %1.</source>
        <translation>Det er ikke adgangssætningen for %1.</translation>
    </message>
    <message>
        <source>%1: your own passphrase</source>
        <comment>a person&apos;s name</comment>
        <translation>%1: din egen adgangssætning</translation>
    </message>
    <message>
        <source>%1, on their behalf: %2</source>
        <comment>a name, and what gives the right</comment>
        <translation>%1 på den andens vegne: %2</translation>
    </message>
    <message>
        <source>%1 together, on their behalf: %2</source>
        <comment>names, and what gives the right</comment>
        <translation>%1 sammen på den andens vegne: %2</translation>
    </message>
    <message>
        <source> and </source>
        <translation> og </translation>
    </message>
    <message>
        <source>Nobody has been written down with that right. It is done under Settings, at “Who may decide for me”; your answers are kept meanwhile.</source>
        <translation>Der er ikke skrevet nogen ind med den ret. Det gøres under Indstillinger ved »Hvem der må bestemme for mig«. Dine svar bliver gemt imens.</translation>
    </message>
</context>
<context>
    <name>SigningCard</name>
    <message>
        <source>Sign it</source>
        <translation>Skriv under</translation>
    </message>
    <message>
        <source>The signed file goes to the operator of the list. Citizens see the request when the operator has approved exactly this file. What is signed is never changed; a change is a new version.</source>
        <translation>Den underskrevne fil går til den, der fører listen. Borgerne ser forespørgslen, når netop den fil er godkendt. Det, der er skrevet under på, bliver aldrig ændret; en ændring er en ny udgave.</translation>
    </message>
    <message>
        <source>Folder of your keys</source>
        <translation>Mappen med dine nøgler</translation>
    </message>
    <message>
        <source>Choose the &amp;folder …</source>
        <translation>Vælg mapp&amp;en …</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>Ikke valgt endnu</translation>
    </message>
    <message>
        <source>The keys’ &amp;passphrase</source>
        <translation>Nøglernes a&amp;dgangssætning</translation>
    </message>
    <message>
        <source>Choose the folder of your keys first.</source>
        <translation>Vælg først mappen med dine nøgler.</translation>
    </message>
    <message>
        <source>Write the passphrase of the keys.</source>
        <translation>Skriv nøglernes adgangssætning.</translation>
    </message>
    <message>
        <source>Choose the folder of your keys</source>
        <translation>Vælg mappen med dine nøgler</translation>
    </message>
</context>
<context>
    <name>SinglesView</name>
    <message>
        <source>Tick what is to stay with you. The project is told how many records you have left out, and never which.</source>
        <translation>Sæt kryds ved det, der skal blive hos dig. Projektet får at vide, hvor mange registreringer du har holdt ude, og aldrig hvilke.</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Vis ældre</translation>
    </message>
    <message>
        <source>%1. Leave this out</source>
        <comment>a record</comment>
        <translation>%1. Hold dette ude</translation>
    </message>
    <message>
        <source>There are no records to leave out here.</source>
        <translation>Her er ingen registreringer at holde ude.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are left out.</source>
        <translation>
            <numerusform>%Ln registrering er holdt ude.</numerusform>
            <numerusform>%Ln registreringer er holdt ude.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left out.</source>
        <translation>Ingenting er holdt ude.</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>Trin %1 af %2</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>When</source>
        <translation>Hvornår</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Antal</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Laveste</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Højeste</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Middel</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>I alt</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Hvor længe</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Værdi</translation>
    </message>
    <message>
        <source>%1: lowest %2, highest %3, mean %4</source>
        <translation>%1: laveste %2, højeste %3, middel %4</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n record(s)</source>
        <translation>
            <numerusform>%1: %n registrering</numerusform>
            <numerusform>%1: %n registreringer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 in all</source>
        <translation>%1: %2 i alt</translation>
    </message>
</context>
<context>
    <name>SteppingPage</name>
    <message>
        <source>Your answer to the project</source>
        <translation>Dit svar til projektet</translation>
    </message>
    <message>
        <source>Something is another than last time</source>
        <translation>Noget er anderledes end sidst</translation>
    </message>
    <message>
        <source>You are back where you stopped</source>
        <translation>Du er tilbage, hvor du slap</translation>
    </message>
    <message>
        <source>Your answers are as you left them.</source>
        <translation>Dine svar er, som du efterlod dem.</translation>
    </message>
    <message>
        <source>Here is what you have said yes to</source>
        <translation>Her er det, du har sagt ja til</translation>
    </message>
    <message>
        <source>Change what you like. Nothing changes before you sign.</source>
        <translation>Ret, hvad du vil. Intet ændrer sig, før du skriver under.</translation>
    </message>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>Back to all answers</source>
        <translation>Tilbage til alle svar</translation>
    </message>
</context>
<context>
    <name>StoppedPage</name>
    <message>
        <source>Stop: the log of your vault is not whole</source>
        <translation>Stop: din boks’ log er ikke hel</translation>
    </message>
    <message>
        <source>The best way: put back a backup</source>
        <translation>Det bedste: læg en sikkerhedskopi tilbage</translation>
    </message>
    <message>
        <source>If you have a backup that is newer, or that you trust: press “Lock”, and choose “I have a backup” on the page that comes. What is here is kept beside it.</source>
        <translation>Har du en sikkerhedskopi, der er nyere, eller som du stoler på: Tryk på »Lås«, og vælg »Jeg har en sikkerhedskopi« på den side, der kommer. Det, der er her, bliver gemt ved siden af.</translation>
    </message>
    <message>
        <source>If you have none: keep what is here</source>
        <translation>Har du ingen: gem det, der er her</translation>
    </message>
    <message>
        <source>Back up what is here, and put that backup back. You can then go on, and the log says openly that something is missing.</source>
        <translation>Tag en sikkerhedskopi af det, der er her, og læg den tilbage. Så kan du gå videre, og i loggen står det åbent, at noget mangler.</translation>
    </message>
    <message>
        <source>&amp;Back up what is here …</source>
        <translation>Tag &amp;sikkerhedskopi af det, der er her …</translation>
    </message>
    <message>
        <source>Writing the backup …</source>
        <translation>Skriver sikkerhedskopien …</translation>
    </message>
    <message>
        <source>The backup has been written.</source>
        <translation>Sikkerhedskopien er skrevet.</translation>
    </message>
    <message>
        <source>Or only look</source>
        <translation>Eller se dig kun omkring</translation>
    </message>
    <message>
        <source>You can see everything that is in the vault. Nothing can be brought in, sent or changed, and neither can the passphrase.</source>
        <translation>Du kan se alt, hvad der er i boksen. Intet kan hentes ind, sendes eller ændres, heller ikke adgangssætningen.</translation>
    </message>
    <message>
        <source>&amp;Look without changing</source>
        <translation>S&amp;e uden at ændre</translation>
    </message>
    <message>
        <source>Your vault looks as it did earlier, and what has happened since is gone. That happens when old files are put back, for instance by a program that copies folders. It can also be that someone wanted to hide something.</source>
        <translation>Din boks ser ud, som den gjorde før, og det, der er sket siden, er væk. Det sker, når gamle filer bliver lagt tilbage, for eksempel af et program, der kopierer mapper. Det kan også være, at nogen har villet skjule noget.</translation>
    </message>
    <message>
        <source>The log is where you can see everything that has happened with your data. Something in it has been changed from outside Datadonor, so it can no longer be believed.</source>
        <translation>Loggen er der, hvor du kan se alt, hvad der er sket med dine data. Noget i den er blevet ændret uden om Datadonor, så den er ikke længere til at stole på.</translation>
    </message>
    <message>
        <source>Beside your data lies a small file that remembers how the log should look. That file does not fit any more, so nobody can tell whether something is missing.</source>
        <translation>Ved siden af dine data ligger en lille fil, som husker, hvordan loggen skal se ud. Den fil passer ikke mere, så ingen kan afgøre, om noget mangler.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Det blev fundet</translation>
    </message>
    <message>
        <source>Where should the backup be written?</source>
        <translation>Hvor skal sikkerhedskopien ligge?</translation>
    </message>
    <message>
        <source>datadonor.ddbackup</source>
        <translation>datadonor.ddbackup</translation>
    </message>
    <message>
        <source>Backups (*.ddbackup)</source>
        <translation>Sikkerhedskopier (*.ddbackup)</translation>
    </message>
</context>
<context>
    <name>TableStep</name>
    <message>
        <source>Please answer the question above the columns first.</source>
        <translation>Svar først på spørgsmålet over kolonnerne.</translation>
    </message>
    <message>
        <source>One column must be the time, and at least one must be a measurement.</source>
        <translation>Én kolonne skal være tidspunktet, og mindst én skal være en måling.</translation>
    </message>
    <message>
        <source>This is a table. See whether each column has been understood, and correct what has not. What you leave out is not brought in. It is remembered for the next table with the same headings.</source>
        <translation>Det her er en tabel. Se efter, om hver kolonne er forstået, og ret det, der ikke er. Det, du udelader, bliver ikke hentet ind. Det bliver husket til den næste tabel med de samme overskrifter.</translation>
    </message>
    <message>
        <source>This table cannot be read.</source>
        <translation>Tabellen kan ikke læses.</translation>
    </message>
    <message>
        <source>In the dates, what stands first?</source>
        <translation>Hvad står først i datoerne?</translation>
    </message>
    <message>
        <source>The day</source>
        <translation>Dagen</translation>
    </message>
    <message>
        <source>The month</source>
        <translation>Måneden</translation>
    </message>
    <message>
        <source>What stands before the decimals?</source>
        <translation>Hvad står der foran decimalerne?</translation>
    </message>
    <message>
        <source>A comma: 37,5</source>
        <translation>Et komma: 37,5</translation>
    </message>
    <message>
        <source>A point: 37.5</source>
        <translation>Et punktum: 37.5</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Kolonne %1</translation>
    </message>
    <message>
        <source>For example: %1</source>
        <translation>For eksempel: %1</translation>
    </message>
    <message>
        <source>Empty in the first rows</source>
        <translation>Tom i de første rækker</translation>
    </message>
    <message>
        <source>What is %1?</source>
        <translation>Hvad er %1?</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Udelad</translation>
    </message>
    <message>
        <source>The time, or the date</source>
        <translation>Tidspunktet eller datoen</translation>
    </message>
    <message>
        <source>The time of day alone</source>
        <translation>Kun klokkeslættet</translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message>
        <source>You have said yes to</source>
        <translation>Du har sagt ja til</translation>
    </message>
    <message>
        <source>You have said no to</source>
        <translation>Du har sagt nej til</translation>
    </message>
    <message>
        <source>You have taken back</source>
        <translation>Du har taget tilbage</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) left out by you</source>
        <translation>
            <numerusform>%Ln måling udeladt af dig</numerusform>
            <numerusform>%Ln målinger udeladt af dig</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Ikke besvaret</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>intet</translation>
    </message>
    <message>
        <source>Also: %1</source>
        <translation>Også: %1</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Hvor tit</translation>
    </message>
    <message>
        <source>Told about you</source>
        <translation>Fortalt om dig</translation>
    </message>
    <message>
        <source>Your consent holds until</source>
        <translation>Dit samtykke gælder til og med</translation>
    </message>
</context>
<context>
    <name>TicksView</name>
    <message>
        <source>The numbers are those on the form. Say here exactly what is ticked there, also where no box is.</source>
        <translation>Numrene er dem, der står på formularen. Svar her præcis det, der er sat kryds ved, også hvor der ikke er sat kryds.</translation>
    </message>
    <message>
        <source>Say what is ticked here.</source>
        <translation>Svar på, hvad der er sat kryds ved her.</translation>
    </message>
    <message>
        <source>No box is ticked</source>
        <translation>Der er ikke sat kryds</translation>
    </message>
</context>
<context>
    <name>TimestampsSection</name>
    <message>
        <source>Timestamps by somebody outside</source>
        <translation>Tidsstempler udefra</translation>
    </message>
    <message>
        <source>&amp;Switch timestamps on</source>
        <translation>&amp;Slå tidsstempler til</translation>
    </message>
    <message>
        <source>&amp;Get the missing timestamps</source>
        <translation>&amp;Hent de tidsstempler, der mangler</translation>
    </message>
    <message>
        <source>Somebody whom you and others trust signs that each of your donations was packed by a certain moment. With that it can be shown later that nobody wrote your log anew afterwards, not even you. You do not need it to donate.</source>
        <translation>Nogen, som du og andre stoler på, skriver under på, at hver af dine donationer var pakket på et bestemt tidspunkt. Så kan det senere vises, at ingen har skrevet din log om bagefter, heller ikke du selv. Du behøver det ikke for at donere.</translation>
    </message>
    <message>
        <source>What they get to know</source>
        <translation>Hvad de får at vide</translation>
    </message>
    <message>
        <source>When your computer asks, and its address on the network.</source>
        <translation>Hvornår din computer spørger, og dens adresse på nettet.</translation>
    </message>
    <message>
        <source>A number that says nothing about you, your data or the project.</source>
        <translation>Et tal, der ikke siger noget om dig, dine data eller projektet.</translation>
    </message>
    <message>
        <source>Nothing more. Those who get your donations cannot see whether you have switched this on.</source>
        <translation>Ikke mere. De, der får dine donationer, kan ikke se, om du har slået det til.</translation>
    </message>
    <message>
        <source>Switch timestamps &amp;off</source>
        <translation>Slå tidsstempler &amp;fra</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Lige nu</translation>
    </message>
    <message>
        <source>Timestamps in the vault</source>
        <translation>Tidsstempler i boksen</translation>
    </message>
    <message>
        <source>Donations that wait for one</source>
        <translation>Donationer, der venter på et</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1, fra %2</translation>
    </message>
    <message>
        <source>The last one</source>
        <translation>Det sidste</translation>
    </message>
    <message>
        <source>This kind of computer cannot make timestamps.</source>
        <translation>Denne slags computer kan ikke bruge tidsstempler.</translation>
    </message>
    <message>
        <source>Switched off. Nobody is asked.</source>
        <translation>Slået fra. Ingen spørges.</translation>
    </message>
    <message>
        <source>Switched on, from %1.</source>
        <translation>Slået til, fra %1.</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certifikater (*.pem *.crt *.cer);;Alle filer (*)</translation>
    </message>
    <message>
        <source>Where is the root certificate?</source>
        <translation>Hvor ligger rodcertifikatet?</translation>
    </message>
    <message>
        <source>The certificate of %1 has been chosen.</source>
        <translation>Certifikatet fra %1 er valgt.</translation>
    </message>
    <message>
        <source>Timestamps are switched on</source>
        <translation>Tidsstempler er slået til</translation>
    </message>
    <message>
        <source>%1 is asked the next time that you donate.</source>
        <translation>%1 spørges, næste gang du donerer.</translation>
    </message>
    <message>
        <source>Timestamps are switched off</source>
        <translation>Tidsstempler er slået fra</translation>
    </message>
    <message>
        <source>Nobody is asked any more. Those that you have stay in the vault.</source>
        <translation>Ingen spørges længere. De tidsstempler, du har, bliver i boksen.</translation>
    </message>
    <message numerus="yes">
        <source>%n timestamp(s) came</source>
        <translation>
            <numerusform>Der kom %n tidsstempel</numerusform>
            <numerusform>Der kom %n tidsstempler</numerusform>
        </translation>
    </message>
    <message>
        <source>They lie in your vault.</source>
        <translation>De ligger i din boks.</translation>
    </message>
    <message>
        <source>Not all timestamps came</source>
        <translation>Ikke alle tidsstempler kom</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Close the menu</source>
        <translation>Luk menuen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjælp</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lås</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>Lås boksen</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
</context>
<context>
    <name>TrialView</name>
    <message numerus="yes">
        <source>With your answers as they are now, %Ln record(s) could be sent.</source>
        <translation>
            <numerusform>Med dine svar, som de er nu, kan %Ln registrering blive sendt.</numerusform>
            <numerusform>Med dine svar, som de er nu, kan %Ln registreringer blive sendt.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is only a trial. Nothing was sent, and nothing was written down.</source>
        <translation>Dette er kun en prøve. Intet er sendt, og intet er skrevet ned.</translation>
    </message>
    <message>
        <source>What your latest changes do</source>
        <translation>Hvad dine seneste rettelser gør</translation>
    </message>
    <message>
        <source>The same records would go as before.</source>
        <translation>De samme registreringer ville blive sendt som før.</translation>
    </message>
    <message>
        <source>%1 before, %2 now</source>
        <comment>numbers of records</comment>
        <translation>%1 før, %2 nu</translation>
    </message>
    <message>
        <source>From %1 until and including %2.</source>
        <comment>two days</comment>
        <translation>Fra %1 til og med %2.</translation>
    </message>
    <message>
        <source>For example:</source>
        <translation>For eksempel:</translation>
    </message>
    <message>
        <source>What stays with you:</source>
        <translation>Det bliver hos dig:</translation>
    </message>
    <message>
        <source>You have none of this.</source>
        <translation>Du har ikke noget af dette.</translation>
    </message>
    <message>
        <source>Nothing of this would go.</source>
        <translation>Intet af dette ville blive sendt.</translation>
    </message>
    <message>
        <source>%1 of %2 would go.</source>
        <comment>numbers of records</comment>
        <translation>%1 af %2 ville blive sendt.</translation>
    </message>
</context>
<context>
    <name>UnfinishedCard</name>
    <message>
        <source>You have begun to choose otherwise</source>
        <translation>Du er begyndt at vælge om</translation>
    </message>
    <message>
        <source>You have begun to answer</source>
        <translation>Du er begyndt at svare</translation>
    </message>
    <message>
        <source>This is still missing:</source>
        <translation>Det her mangler endnu:</translation>
    </message>
    <message>
        <source>Nothing is missing but your signature.</source>
        <translation>Der mangler kun din underskrift.</translation>
    </message>
    <message>
        <source>Go on where you left</source>
        <translation>Fortsæt, hvor du slap</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Unlock your vault</source>
        <translation>Lås din boks op</translation>
    </message>
    <message>
        <source>Your data lie encrypted on this computer. Write your passphrase to open them for yourself.</source>
        <translation>Dine data ligger krypteret på denne computer. Skriv din adgangssætning for at åbne dem for dig selv.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Adgangssætning</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Lås op</translation>
    </message>
    <message>
        <source>If you cannot get in</source>
        <translation>Hvis du ikke kan komme ind</translation>
    </message>
    <message>
        <source>I have forgotten my passphrase</source>
        <translation>Jeg har glemt min adgangssætning</translation>
    </message>
    <message>
        <source>Choose a new one with the recovery words on your sheet.</source>
        <translation>Vælg en ny ved hjælp af gendannelsesordene på dit ark.</translation>
    </message>
    <message>
        <source>I have a backup</source>
        <translation>Jeg har en sikkerhedskopi</translation>
    </message>
    <message>
        <source>Put the backup in the place of the vault that is here.</source>
        <translation>Sæt sikkerhedskopien i stedet for den boks, der er her.</translation>
    </message>
    <message>
        <source>I am somebody else</source>
        <translation>Det er ikke mig</translation>
    </message>
    <message>
        <source>Choose whose vault is to be unlocked.</source>
        <translation>Vælg, hvis boks der skal låses op.</translation>
    </message>
    <message>
        <source>the first person</source>
        <translation>den første person</translation>
    </message>
    <message>
        <source>This is the vault of %1</source>
        <translation>Denne boks tilhører %1</translation>
    </message>
    <message>
        <source>This passphrase does not open the vault. Try again, and check capital and small letters.</source>
        <translation>Adgangssætningen passer ikke til boksen. Prøv igen, og se efter store og små bogstaver.</translation>
    </message>
    <message>
        <source>Opening the vault and checking its log …</source>
        <translation>Åbner boksen og kontrollerer loggen …</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>Plot</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Tal</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>Én for én</translation>
    </message>
    <message>
        <source>There is nothing in this period.</source>
        <translation>Der er intet i denne periode.</translation>
    </message>
    <message>
        <source>from lowest to highest, and the mean</source>
        <translation>fra laveste til højeste, og middeltallet</translation>
    </message>
    <message>
        <source>each measurement</source>
        <translation>hver måling</translation>
    </message>
    <message>
        <source>how often each answer was given</source>
        <translation>hvor tit hvert svar blev givet</translation>
    </message>
    <message>
        <source>how long each lasted</source>
        <translation>hvor længe hvert varede</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>hvor mange</translation>
    </message>
    <message>
        <source>how much in all</source>
        <translation>hvor meget i alt</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Try it on my data</source>
        <translation>Prøv det på mine data</translation>
    </message>
    <message>
        <source>Read the whole text</source>
        <translation>Læs hele teksten</translation>
    </message>
    <message>
        <source>Change the yes I have</source>
        <translation>Ret det ja, jeg har givet</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>How would you like to read?</source>
        <translation>Hvordan vil du helst læse?</translation>
    </message>
    <message>
        <source>This is Datadonor</source>
        <translation>Det er Datadonor</translation>
    </message>
    <message>
        <source>Who will use Datadonor here?</source>
        <translation>Hvem skal bruge Datadonor her?</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>Vælg en adgangssætning</translation>
    </message>
    <message>
        <source>Keep your 24 recovery words</source>
        <translation>Gem dine 24 gendannelsesord</translation>
    </message>
    <message>
        <source>Do you have the sheet at hand?</source>
        <translation>Har du arket ved hånden?</translation>
    </message>
    <message>
        <source>Language and text</source>
        <translation>Sprog og tekst</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Hvad det er</translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation>Hvem du er</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Adgangssætning</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>Gendannelsesord</translation>
    </message>
    <message>
        <source>&amp;Make my vault</source>
        <translation>&amp;Lav min boks</translation>
    </message>
    <message>
        <source>I &amp;have the words on paper</source>
        <translation>Jeg &amp;har ordene på papir</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Færdig</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Næste</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Senere</translation>
    </message>
    <message>
        <source>Later: go on without the recovery words</source>
        <translation>Senere: gå videre uden gendannelsesordene</translation>
    </message>
    <message>
        <source>Making your vault. This takes a moment, so that it would take others very long to guess your passphrase …</source>
        <translation>Laver din boks. Det tager et øjeblik, for at det skal tage andre meget lang tid at gætte din adgangssætning …</translation>
    </message>
    <message>
        <source>Preparing made-up data …</source>
        <translation>Gør opdigtede data klar …</translation>
    </message>
    <message>
        <source>You are practising</source>
        <translation>Du øver dig</translation>
    </message>
    <message>
        <source>Everything here is made up, and nothing real is sent. Choose any passphrase.</source>
        <translation>Alt her er opdigtet, og intet rigtigt bliver sendt. Vælg en hvilken som helst adgangssætning.</translation>
    </message>
</context>
<context>
    <name>WhichFormView</name>
    <message>
        <source>At the foot of each sheet stands a code. Find the same code here. If none is the same, the form is an older one, and a new one has to be printed and signed.</source>
        <translation>Nederst på hver side står en kode. Find den samme kode her. Står den her ikke, er formularen for gammel. Så skal en ny udskrives og skrives under.</translation>
    </message>
    <message>
        <source>Which code stands on the form?</source>
        <translation>Hvilken kode står der på formularen?</translation>
    </message>
    <message>
        <source>%1 (in Danish, version %2)</source>
        <translation>%1 (på dansk, udgave %2)</translation>
    </message>
    <message>
        <source>%1 (in English, version %2)</source>
        <translation>%1 (på engelsk, udgave %2)</translation>
    </message>
</context>
<context>
    <name>WhoCard</name>
    <message>
        <source>%1, %2, case number %3</source>
        <translation>%1, %2, sagsnummer %3</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>Hvem der spørger</translation>
    </message>
    <message>
        <source>Who receives the data</source>
        <translation>Hvem der får data</translation>
    </message>
    <message>
        <source>Researcher in charge</source>
        <translation>Ansvarlig forsker</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Ethics committee</source>
        <translation>Etisk komité</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Hvor tit</translation>
    </message>
    <message>
        <source>Can be answered until</source>
        <translation>Kan besvares til og med</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Udgave</translation>
    </message>
</context>
<context>
    <name>WhoStep</name>
    <message>
        <source>Choose what fits best</source>
        <translation>Vælg det, der passer bedst</translation>
    </message>
    <message>
        <source>I do, with my own health data</source>
        <translation>Det skal jeg, med mine egne sundhedsdata</translation>
    </message>
    <message>
        <source>I am helping someone else</source>
        <translation>Jeg hjælper en anden</translation>
    </message>
    <message>
        <source>I am a researcher</source>
        <translation>Jeg er forsker</translation>
    </message>
    <message>
        <source>I am an auditor</source>
        <translation>Jeg er revisor</translation>
    </message>
    <message>
        <source>Choose who will use it first.</source>
        <translation>Vælg først, hvem der skal bruge det.</translation>
    </message>
    <message>
        <source>The vault belongs to the person whose data it holds. Sit beside them, read aloud and explain, but let them choose the passphrase, keep the recovery words and decide what is sent. When the vault is made, they can start the help under Settings; then your name stands beside what is done.</source>
        <translation>Boksen tilhører den, hvis data ligger i den. Sid ved siden af, læs højt og forklar, men lad personen selv vælge adgangssætningen, gemme gendannelsesordene og bestemme, hvad der sendes. Når boksen er lavet, kan personen begynde hjælpen under Indstillinger; så står dit navn ved det, der bliver gjort.</translation>
    </message>
    <message>
        <source>You need no vault. Next leads to where you write requests, receive what is donated, and answer. The way back is “Who is using this”.</source>
        <translation>Du behøver ingen boks. Næste fører til det sted, hvor du skriver forespørgsler, tager imod det, der bliver doneret, og svarer. Vejen tilbage er »Hvem bruger computeren«.</translation>
    </message>
    <message>
        <source>You need no vault. Next leads to where you check a package that somebody has given you. The way back is “Who is using this”.</source>
        <translation>Du behøver ingen boks. Næste fører til det sted, hvor du kontrollerer en pakke, som nogen har givet dig. Vejen tilbage er »Hvem bruger computeren«.</translation>
    </message>
    <message>
        <source>Or begin another way</source>
        <translation>Eller begynd på en anden måde</translation>
    </message>
    <message>
        <source>Try first with made-up data</source>
        <translation>Prøv først med opdigtede data</translation>
    </message>
    <message>
        <source>Walk the whole way with an invented person. Nothing real is sent.</source>
        <translation>Gå hele vejen igennem med en opdigtet person. Intet rigtigt bliver sendt.</translation>
    </message>
    <message>
        <source>I have a backup</source>
        <translation>Jeg har en sikkerhedskopi</translation>
    </message>
    <message>
        <source>Put back the vault from another computer, or from before.</source>
        <translation>Få boksen tilbage fra en anden computer eller fra tidligere.</translation>
    </message>
</context>
<context>
    <name>WithdrawPage</name>
    <message>
        <source>Take your yes back</source>
        <translation>Tag dit ja tilbage</translation>
    </message>
    <message>
        <source>Do you want to take your yes back?</source>
        <translation>Vil du tage dit ja tilbage?</translation>
    </message>
    <message>
        <source>Take my yes back</source>
        <translation>Tag mit ja tilbage</translation>
    </message>
    <message>
        <source>Keep my yes as it is</source>
        <translation>Behold mit ja, som det er</translation>
    </message>
    <message>
        <source>Your yes is taken back</source>
        <translation>Dit ja er taget tilbage</translation>
    </message>
    <message>
        <source>Part of your yes is taken back</source>
        <translation>En del af dit ja er taget tilbage</translation>
    </message>
    <message>
        <source>See the project</source>
        <translation>Se projektet</translation>
    </message>
    <message>
        <source>Tell the recipient</source>
        <translation>Giv modtageren besked</translation>
    </message>
    <message>
        <source>Say what you want to take back.</source>
        <translation>Sig, hvad du vil tage tilbage.</translation>
    </message>
    <message>
        <source>Write your passphrase to take your yes back.</source>
        <translation>Skriv din adgangssætning for at tage dit ja tilbage.</translation>
    </message>
    <message>
        <source>Checking your passphrase …</source>
        <translation>Kontrollerer din adgangssætning …</translation>
    </message>
</context>
<context>
    <name>WithdrawalForm</name>
    <message>
        <source>You can take your yes back at any time. From then on, nothing more is sent.</source>
        <translation>Du kan tage dit ja tilbage når som helst. Fra da af bliver der ikke sendt mere.</translation>
    </message>
    <message>
        <source>What the project promises, and what cannot be undone</source>
        <translation>Hvad projektet lover, og hvad der ikke kan gøres om</translation>
    </message>
    <message>
        <source>What do you want to take back?</source>
        <translation>Hvad vil du tage tilbage?</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Det hele</translation>
    </message>
    <message>
        <source>Only this: %1</source>
        <comment>a kind of data</comment>
        <translation>Kun dette: %1</translation>
    </message>
    <message>
        <source>Why? Only if you like. It stays in your vault.</source>
        <translation>Hvorfor? Kun hvis du har lyst. Det bliver i din boks.</translation>
    </message>
    <message>
        <source>Your &amp;passphrase, the one that opens the vault</source>
        <translation>Din &amp;adgangssætning, den, der åbner boksen</translation>
    </message>
    <message>
        <source>You are about to take back all of your yes.</source>
        <translation>Du er ved at tage hele dit ja tilbage.</translation>
    </message>
    <message>
        <source>Nobody can take part without this: %1. So you take back all of your yes.</source>
        <translation>Man kan ikke være med uden dette: %1. Derfor tager du hele dit ja tilbage.</translation>
    </message>
    <message>
        <source>This is the only thing you have said yes to: %1. So you take back all of it.</source>
        <translation>Dette er det eneste, du har sagt ja til: %1. Derfor tager du det hele tilbage.</translation>
    </message>
    <message>
        <source>You are about to take this back: %1. The rest of your yes stands as before.</source>
        <translation>Du er ved at tage dette tilbage: %1. Resten af dit ja gælder som før.</translation>
    </message>
</context>
<context>
    <name>WithdrawnView</name>
    <message>
        <source>The recipient has had data from you, and must be told. The notice is ready.</source>
        <translation>Modtageren har fået data fra dig og skal have besked. Beskeden ligger klar.</translation>
    </message>
    <message>
        <source>Nothing had been sent, so nobody has to be told.</source>
        <translation>Der var ikke sendt noget, så ingen skal have besked.</translation>
    </message>
    <message>
        <source>It is written down and signed. The rest of your yes stands as before.</source>
        <translation>Det er skrevet ned og underskrevet. Resten af dit ja gælder som før.</translation>
    </message>
    <message>
        <source>It is written down and signed. Nothing more is sent.</source>
        <translation>Det er skrevet ned og underskrevet. Der bliver ikke sendt mere.</translation>
    </message>
</context>
<context>
    <name>WordsStep</name>
    <message>
        <source>Your vault has been made. If you ever forget your passphrase, these words open it. They are English in every language. They are shown only now, and Datadonor does not keep them.</source>
        <translation>Din boks er lavet. Glemmer du en dag din adgangssætning, kan disse ord åbne den. Ordene er engelske på alle sprog. De vises kun nu, og Datadonor gemmer dem ikke.</translation>
    </message>
    <message>
        <source>You can also copy them by hand. Keep the sheet where you keep other important papers, and show it to nobody.</source>
        <translation>Du kan også skrive dem af med hånden. Gem arket sammen med dine andre vigtige papirer, og vis det ikke til nogen.</translation>
    </message>
</context>
</TS>
