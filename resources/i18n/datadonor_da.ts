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
        <source>You can save the whole list as a file and give it to an auditor. It holds no health data, but the names of projects and helpers, and it is not encrypted.</source>
        <translation>Du kan gemme hele listen som en fil og give den til en revisor. Der står ingen sundhedsdata i den, men navne på projekter og hjælpere, og den er ikke krypteret.</translation>
    </message>
    <message>
        <source>Save &amp;for an auditor …</source>
        <translation>Gem &amp;til en revisor …</translation>
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
        <translation>Kun hændelser om “%1”.</translation>
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
        <translation>“%1”: %2</translation>
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
        <translation>Du tog imod en forespørgsel fra “%1”.</translation>
    </message>
    <message>
        <source>You said yes to “%1”.</source>
        <translation>Du sagde ja til “%1”.</translation>
    </message>
    <message>
        <source>You changed what you give to “%1”.</source>
        <translation>Du ændrede, hvad du giver til “%1”.</translation>
    </message>
    <message>
        <source>You renewed your yes to “%1”.</source>
        <translation>Du fornyede dit ja til “%1”.</translation>
    </message>
    <message>
        <source>You said no to “%1”.</source>
        <translation>Du sagde nej til “%1”.</translation>
    </message>
    <message>
        <source>You wanted to think about “%1” for a while.</source>
        <translation>Du ville tænke over “%1” et stykke tid.</translation>
    </message>
    <message>
        <source>You withdrew your consent to “%1”.</source>
        <translation>Du trak dit samtykke til “%1” tilbage.</translation>
    </message>
    <message>
        <source>You withdrew a part of your consent to “%1”.</source>
        <translation>Du trak en del af dit samtykke til “%1” tilbage.</translation>
    </message>
    <message>
        <source>You saved a receipt of your consent to “%1” as a file.</source>
        <translation>Du gemte en kvittering for dit samtykke til “%1” som en fil.</translation>
    </message>
    <message>
        <source>You packed and sealed donation %2 to “%1”. It was not sent yet.</source>
        <translation>Du pakkede og forseglede donation %2 til “%1”. Den var ikke sendt endnu.</translation>
    </message>
    <message>
        <source>You sent donation %2 to “%1”.</source>
        <translation>Du sendte donation %2 til “%1”.</translation>
    </message>
    <message>
        <source>You told the recipient that you have withdrawn your consent to “%1”.</source>
        <translation>Du gav modtageren besked om, at du har trukket dit samtykke til “%1” tilbage.</translation>
    </message>
    <message>
        <source>The recipient signed that it has what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til “%1”, er modtaget.</translation>
    </message>
    <message>
        <source>The recipient signed that it has rejected what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til “%1”, er afvist.</translation>
    </message>
    <message>
        <source>The recipient signed that it has read your withdrawal from “%1”.</source>
        <translation>Modtageren har underskrevet, at den har læst, at du har trukket dit samtykke til “%1” tilbage.</translation>
    </message>
    <message>
        <source>The recipient signed that it has deleted what you sent to “%1”.</source>
        <translation>Modtageren har underskrevet, at det, du sendte til “%1”, er slettet.</translation>
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
        <translation>Åbn Datadonor, vælg “Jeg har en sikkerhedskopi” på den første side, og vis, hvor filen ligger. Den åbner med den adgangssætning, du har i dag, eller med dine gendannelsesord.</translation>
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
        <translation>Noget af det er skrevet i en anden enhed. Du finder det under “Én for én”.</translation>
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
        <translation>%1: %2 oplysninger</translation>
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
        <translation>Kopien indeholder alt i din boks i et format, som sundhedsvæsenet og andre programmer kan læse (FHIR), og en liste, der forklarer det. Den er din: gem den, print fra den, eller giv den til din læge.</translation>
    </message>
    <message>
        <source>Careful: the copy is not locked</source>
        <translation>Pas på: kopien er ikke låst</translation>
    </message>
    <message>
        <source>Everyone who gets hold of the folder can read it. Choose a place that only you can reach, such as a USB stick that you lock away.</source>
        <translation>Alle, der får fat i mappen, kan læse den. Vælg et sted, som kun du kan komme til, for eksempel et USB-stik, som du låser inde.</translation>
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
        <translation>Seneste afsendelse: %1, til “%2”.</translation>
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
        <translation>%1 % af filen er læst: %2 oplysninger indtil nu.</translation>
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
        <translation>Print dem, gem dem, eller skriv dem af. De vises kun nu, og Datadonor gemmer dem ikke. Ordene på dit gamle ark virker ikke mere: riv det i stykker.</translation>
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
        <translation>Giv modtageren besked om, at du har trukket dit samtykke til “%1” tilbage</translation>
    </message>
    <message>
        <source>They have your data and do not know yet.</source>
        <translation>De har dine data og ved det ikke endnu.</translation>
    </message>
    <message>
        <source>A donation to “%1” lies ready</source>
        <translation>En donation til “%1” ligger klar</translation>
    </message>
    <message>
        <source>It is packed and sealed, and has not been sent.</source>
        <translation>Den er pakket og forseglet og er ikke sendt.</translation>
    </message>
    <message>
        <source>Finish your answer to “%1”</source>
        <translation>Gør dit svar til “%1” færdigt</translation>
    </message>
    <message>
        <source>You had begun. What you chose has been kept.</source>
        <translation>Du var begyndt. Det, du valgte, er gemt.</translation>
    </message>
    <message>
        <source>“%1” asks for your data</source>
        <translation>“%1” beder om dine data</translation>
    </message>
    <message>
        <source>Read what they want. You decide, and no is as good as yes.</source>
        <translation>Læs, hvad de gerne vil have. Du bestemmer, og nej er lige så godt som ja.</translation>
    </message>
    <message>
        <source>“%1” asks for something more</source>
        <translation>“%1” beder om noget mere</translation>
    </message>
    <message>
        <source>What you said yes to still holds. See what is new, and decide.</source>
        <translation>Det, du sagde ja til, gælder stadig. Se, hvad der er nyt, og bestem selv.</translation>
    </message>
    <message>
        <source>Nothing has been sent to “%1” yet</source>
        <translation>Der er ikke sendt noget til “%1” endnu</translation>
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
        <translation>“%1” har ikke svaret endnu</translation>
    </message>
    <message>
        <source>Look whether the recipient&apos;s receipt has come.</source>
        <translation>Se, om modtagerens kvittering er kommet.</translation>
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
    <name>OutboxCard</name>
    <message>
        <source>Nothing, as far as we know</source>
        <translation>Intet, så vidt vi ved</translation>
    </message>
    <message>
        <source>Donation %1: %2 records in all</source>
        <translation>Donation %1: i alt %2 oplysninger</translation>
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
        <translation>Filen bliver lavet: %1 oplysninger indtil nu.</translation>
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
            <numerusform>%n oplysning bliver hos dig.</numerusform>
            <numerusform>%n oplysninger bliver hos dig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) will be sent again.</source>
        <translation>
            <numerusform>%n oplysning bliver sendt alligevel.</numerusform>
            <numerusform>%n oplysninger bliver sendt alligevel.</numerusform>
        </translation>
    </message>
    <message>
        <source>You have also begun to change other choices in this consent. Finish that first: these records are part of it.</source>
        <translation>Du er også begyndt at ændre andre valg i samtykket. Gør det færdigt først: disse oplysninger er med i det.</translation>
    </message>
    <message>
        <source>It counts once you have signed. Nothing can be sent until then.</source>
        <translation>Det gælder, når du har skrevet under. Indtil da kan intet sendes.</translation>
    </message>
    <message>
        <source>The recipient is told how many records you left out, and never which.</source>
        <translation>Modtageren får at vide, hvor mange oplysninger du har holdt ude, men aldrig hvilke.</translation>
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
        <translation>Oplysningen, som den står i filen</translation>
    </message>
    <message>
        <source>The record you are on: %1</source>
        <translation>Den oplysning, du står på: %1</translation>
    </message>
    <message>
        <source>It sums up several of your measurements, so it cannot be left out by itself.</source>
        <translation>Den er en sum af flere af dine målinger og kan ikke holdes ude for sig selv.</translation>
    </message>
    <message>
        <source>Hide the record as it stands in the file</source>
        <translation>Skjul oplysningen, som den står i filen</translation>
    </message>
    <message>
        <source>Show the record as it stands in the file</source>
        <translation>Vis oplysningen, som den står i filen</translation>
    </message>
</context>
<context>
    <name>PreviewRecords</name>
    <message>
        <source>Record by record</source>
        <translation>Oplysning for oplysning</translation>
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
        <translation>Det, der ville blive sendt, oplysning for oplysning</translation>
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
        <translation>Intet er sendt, og intet kan sendes, så længe det står der. Hold de oplysninger ude, eller slet dem under Mine data.</translation>
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
        <translation>Oplysninger i alt</translation>
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
        <translation>Det hele bliver gennemgået: %1 oplysninger indtil nu.</translation>
    </message>
    <message>
        <source>All of it is being gone through: %1 records.</source>
        <translation>Det hele bliver gennemgået: %1 oplysninger.</translation>
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
        <translation>Skriv ud</translation>
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
        <source>Command to be&amp;gin with</source>
        <translation>Kommando at be&amp;gynde med</translation>
    </message>
    <message>
        <source>Command to begin with</source>
        <translation>Kommando at begynde med</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>K&amp;opiér</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Kopiér kommandoen</translation>
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
    <message>
        <source>The vault belongs to the person whose data it holds. Sit beside them, read aloud and explain, but let them choose the passphrase, keep the recovery words and decide what is sent.</source>
        <translation>Boksen tilhører den, hvis data den rummer. Sæt dig ved siden af, læs højt og forklar, men lad den, det handler om, selv vælge adgangssætningen, gemme gendannelsesordene og bestemme, hvad der sendes.</translation>
    </message>
    <message>
        <source>This window is for those who donate. What you need is in the terminal: making and signing a request, opening what you receive, and answering.</source>
        <translation>Vinduet her er for dem, der donerer. Det, du skal bruge, er i terminalen: at lave og underskrive en forespørgsel, åbne det, du modtager, og svare.</translation>
    </message>
    <message>
        <source>This window is for those who donate, and there is no page for auditors yet. What there is, is a command with which the owner of a vault can show you that nothing in its log has been removed or altered.</source>
        <translation>Vinduet her er for dem, der donerer, og der er endnu ingen side til revisorer. Det, der er, er en kommando, som en boks’ ejer kan bruge til at vise dig, at intet i loggen er fjernet eller ændret.</translation>
    </message>
    <message>
        <source>The command has been copied.</source>
        <translation>Kommandoen er kopieret.</translation>
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
