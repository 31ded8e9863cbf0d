<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="da_DK" sourcelanguage="en_GB">
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
    <message>
        <source>The words of this event have been erased; its place stands.</source>
        <translation>Ordene i denne hændelse er slettet; dens plads står.</translation>
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
    <name>DisplayPage</name>
    <message>
        <source>How should the window look?</source>
        <translation>Hvordan skal vinduet se ud?</translation>
    </message>
    <message>
        <source>What you choose takes effect at once and is kept.</source>
        <translation>Det, du vælger, gælder med det samme og bliver husket.</translation>
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
        <source>%1%</source>
        <translation>%1 %</translation>
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
    <message>
        <source>Colours</source>
        <translation>Farver</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Tilbage</translation>
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
        <source>Stop: the log is not whole</source>
        <translation>Stop: loggen er ikke hel</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>I orden</translation>
    </message>
    <message>
        <source>Set right</source>
        <translation>Sat på plads</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) in all.</source>
        <translation>
            <numerusform>%Ln hændelse i alt.</numerusform>
            <numerusform>%Ln hændelser i alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The newest %1 are shown.</source>
        <translation>De nyeste %1 vises.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The vault is about to be locked</source>
        <translation>Boksen bliver snart låst</translation>
    </message>
    <message>
        <source>In half a minute, because nothing has happened. Press any key to stay.</source>
        <translation>Om et halvt minut, fordi der ikke er sket noget. Tryk på en tast for at blive.</translation>
    </message>
</context>
<context>
    <name>NoVaultPage</name>
    <message>
        <source>You have no vault here yet</source>
        <translation>Du har ikke nogen boks her endnu</translation>
    </message>
    <message>
        <source>A vault is where your health data lie, encrypted, on your own computer. Only your passphrase, or your recovery words, can open it.</source>
        <translation>En boks er der, hvor dine sundhedsdata ligger, krypteret, på din egen computer. Kun din adgangssætning eller dine gendannelsesord kan åbne den.</translation>
    </message>
    <message>
        <source>To make one, open a terminal and write the command below. You choose a passphrase and are given 24 recovery words; write them on paper.</source>
        <translation>Sådan laver du en: Åbn en terminal, og skriv kommandoen herunder. Du vælger en adgangssætning og får 24 gendannelsesord; skriv dem på papir.</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>&amp;Kommando</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Kommando</translation>
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
        <source>The vault will lie in %1.</source>
        <translation>Boksen kommer til at ligge i %1.</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Se efter igen</translation>
    </message>
    <message>
        <source>The command has been copied.</source>
        <translation>Kommandoen er kopieret.</translation>
    </message>
    <message>
        <source>There is still no vault</source>
        <translation>Der er stadig ingen boks</translation>
    </message>
    <message>
        <source>Nothing was found in the folder. Make a vault, then look again.</source>
        <translation>Der blev ikke fundet noget i mappen. Lav en boks, og se så efter igen.</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>That did not work</source>
        <translation>Det gik ikke</translation>
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
        <source>Language and display</source>
        <translation>Sprog og visning</translation>
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
        <source>Passphrase</source>
        <translation>Adgangssætning</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Lås op</translation>
    </message>
    <message>
        <source>Opening the vault and checking its log …</source>
        <translation>Åbner boksen og kontrollerer loggen …</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>S&amp;kjul</translation>
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
</context>
</TS>
