<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>ActivityPage</name>
    <message numerus="yes">
        <source>%Ln event(s), checked %1. Nothing is missing or changed.</source>
        <translation>
            <numerusform>%Ln event, checked %1. Nothing is missing or changed.</numerusform>
            <numerusform>%Ln events, checked %1. Nothing is missing or changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) in all.</source>
        <translation>
            <numerusform>%Ln event in all.</numerusform>
            <numerusform>%Ln events in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) are in the file.</source>
        <translation>
            <numerusform>%Ln event is in the file.</numerusform>
            <numerusform>%Ln events are in the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArrivedView</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n donor(s)</source>
        <translation>
            <numerusform>%n donor</numerusform>
            <numerusform>%n donors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bundle(s)</source>
        <translation>
            <numerusform>%n bundle</numerusform>
            <numerusform>%n bundles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawal(s)</source>
        <translation>
            <numerusform>%n withdrawal</numerusform>
            <numerusform>%n withdrawals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoriesPanel</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) in all</source>
        <translation>
            <numerusform>%Ln record in all</numerusform>
            <numerusform>%Ln records in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message numerus="yes">
        <source>%Ln answer(s) are missing before you can sign.</source>
        <translation>
            <numerusform>%Ln answer is missing before you can sign.</numerusform>
            <numerusform>%Ln answers are missing before you can sign.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message numerus="yes">
        <source>Deleted: %Ln record(s)</source>
        <translation>
            <numerusform>Deleted: %Ln record</numerusform>
            <numerusform>Deleted: %Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds %Ln record(s), and lies here: %1</source>
        <translation>
            <numerusform>It holds %Ln record, and lies here: %1</numerusform>
            <numerusform>It holds %Ln records, and lies here: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeletePanel</name>
    <message numerus="yes">
        <source>Up to %Ln record(s) will go.</source>
        <translation>
            <numerusform>Up to %Ln record will go.</numerusform>
            <numerusform>Up to %Ln records will go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) will go.</source>
        <translation>
            <numerusform>%Ln record will go.</numerusform>
            <numerusform>%Ln records will go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftWords</name>
    <message numerus="yes">
        <source>Choose only some of %n kind(s)</source>
        <translation>
            <numerusform>Choose only some of %n kind</numerusform>
            <numerusform>Choose only some of %n kinds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose among %n …</source>
        <translation>
            <numerusform>Choose among %n …</numerusform>
            <numerusform>Choose among %n …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message numerus="yes">
        <source>The first %Ln are shown.</source>
        <translation>
            <numerusform>The first one is shown.</numerusform>
            <numerusform>The first %Ln are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found: %Ln</source>
        <translation>
            <numerusform>Found: %Ln</numerusform>
            <numerusform>Found: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message numerus="yes">
        <source>And in %Ln more place(s).</source>
        <translation>
            <numerusform>And in %Ln more place.</numerusform>
            <numerusform>And in %Ln more places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingCards</name>
    <message numerus="yes">
        <source>%Ln more finding(s) are not shown here.</source>
        <translation>
            <numerusform>%Ln more finding is not shown here.</numerusform>
            <numerusform>%Ln more findings are not shown here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlawWords</name>
    <message numerus="yes">
        <source>%n field(s) are still to be written.</source>
        <translation>
            <numerusform>%n field is still to be written.</numerusform>
            <numerusform>%n fields are still to be written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) have to be mended.</source>
        <translation>
            <numerusform>%n thing has to be mended.</numerusform>
            <numerusform>%n things have to be mended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) the office may ask about.</source>
        <translation>
            <numerusform>%n thing the office may ask about.</numerusform>
            <numerusform>%n things the office may ask about.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpForm</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message numerus="yes">
        <source>Found in %n place(s)</source>
        <translation>
            <numerusform>Found in %n place</numerusform>
            <numerusform>Found in %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HolderForm</name>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message numerus="yes">
        <source>records of %Ln kind(s).</source>
        <translation>
            <numerusform>records of %Ln kind.</numerusform>
            <numerusform>records of %Ln kinds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new request(s) to answer.</source>
        <translation>
            <numerusform>%Ln new request to answer.</numerusform>
            <numerusform>%Ln new requests to answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>consent(s) in force.</source>
        <translation>
            <numerusform>consent in force.</numerusform>
            <numerusform>consents in force.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>event(s) in the log.</source>
        <translation>
            <numerusform>event in the log.</numerusform>
            <numerusform>events in the log.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftOutControl</name>
    <message numerus="yes">
        <source>You have left out %Ln record(s).</source>
        <translation>
            <numerusform>You have left out %Ln record.</numerusform>
            <numerusform>You have left out %Ln records.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message numerus="yes">
        <source>The list is being fetched: %Ln part(s) so far.</source>
        <translation>
            <numerusform>The list is being fetched: %Ln part so far.</numerusform>
            <numerusform>The list is being fetched: %Ln parts so far.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln approved recipient(s).</source>
        <translation>
            <numerusform>%Ln approved recipient.</numerusform>
            <numerusform>%Ln approved recipients.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s).</source>
        <translation>
            <numerusform>%Ln project.</numerusform>
            <numerusform>%Ln projects.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MissingHere</name>
    <message numerus="yes">
        <source>%Ln answer(s) are still missing on this page. The first:</source>
        <translation>
            <numerusform>%Ln answer is still missing on this page:</numerusform>
            <numerusform>%Ln answers are still missing on this page. The first:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message numerus="yes">
        <source>Too short: at least %n character(s).</source>
        <translation>
            <numerusform>Too short: at least %n character.</numerusform>
            <numerusform>Too short: at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferedWords</name>
    <message numerus="yes">
        <source>You have sent data to this project %n time(s).</source>
        <translation>
            <numerusform>You have sent data to this project %n time.</numerusform>
            <numerusform>You have sent data to this project %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxCard</name>
    <message numerus="yes">
        <source>and %n earlier one(s)</source>
        <translation>
            <numerusform>and %n earlier one</numerusform>
            <numerusform>and %n earlier ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PackageCard</name>
    <message numerus="yes">
        <source>%Ln event(s) can be seen in it.</source>
        <translation>
            <numerusform>%Ln event can be seen in it.</numerusform>
            <numerusform>%Ln events can be seen in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are counted, but not shown.</source>
        <translation>
            <numerusform>%Ln more is counted, but not shown.</numerusform>
            <numerusform>%Ln more are counted, but not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewFiles</name>
    <message numerus="yes">
        <source>and %n more file(s) of the same kinds</source>
        <translation>
            <numerusform>and %n more file of the same kinds</numerusform>
            <numerusform>and %n more files of the same kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewLeaving</name>
    <message numerus="yes">
        <source>%n record(s) will stay with you.</source>
        <translation>
            <numerusform>%n record will stay with you.</numerusform>
            <numerusform>%n records will stay with you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) will be sent again.</source>
        <translation>
            <numerusform>%n record will be sent again.</numerusform>
            <numerusform>%n records will be sent again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message numerus="yes">
        <source>%n field(s) not sent</source>
        <translation>
            <numerusform>%n field not sent</numerusform>
            <numerusform>%n fields not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewRecords</name>
    <message numerus="yes">
        <source>%Ln row(s), all of them.</source>
        <translation>
            <numerusform>%Ln row in all.</numerusform>
            <numerusform>%Ln rows in all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewStop</name>
    <message numerus="yes">
        <source>and %n more place(s)</source>
        <translation>
            <numerusform>and %n more place</numerusform>
            <numerusform>and %n more places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoveryEntry</name>
    <message numerus="yes">
        <source>There are %n word(s) too many. Is one written twice?</source>
        <translation>
            <numerusform>There is %n word too many. Is one written twice?</numerusform>
            <numerusform>There are %n words too many. Is one written twice?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are still %n word(s) missing.</source>
        <translation>
            <numerusform>There is still %n word missing.</numerusform>
            <numerusform>There are still %n words missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message numerus="yes">
        <source>Its log has %Ln event(s).</source>
        <translation>
            <numerusform>Its log has %Ln event.</numerusform>
            <numerusform>Its log has %Ln events.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later event(s) are not in the backup</source>
        <translation>
            <numerusform>%Ln later event is not in the backup</numerusform>
            <numerusform>%Ln later events are not in the backup</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>After %n minute(s) without a touch.</source>
        <translation>
            <numerusform>After %n minute without a touch.</numerusform>
            <numerusform>After %n minutes without a touch.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SinglesView</name>
    <message numerus="yes">
        <source>%Ln record(s) are left out.</source>
        <translation>
            <numerusform>%Ln record is left out.</numerusform>
            <numerusform>%Ln records are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message numerus="yes">
        <source>%1: %n record(s)</source>
        <translation>
            <numerusform>%1: %n record</numerusform>
            <numerusform>%1: %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message numerus="yes">
        <source>%Ln record(s) left out by you</source>
        <translation>
            <numerusform>%Ln record left out by you</numerusform>
            <numerusform>%Ln records left out by you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimestampsSection</name>
    <message numerus="yes">
        <source>%n timestamp(s) came</source>
        <translation>
            <numerusform>%n timestamp came</numerusform>
            <numerusform>%n timestamps came</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrialView</name>
    <message numerus="yes">
        <source>With your answers as they are now, %Ln record(s) could be sent.</source>
        <translation>
            <numerusform>With your answers as they are now, %Ln record could be sent.</numerusform>
            <numerusform>With your answers as they are now, %Ln records could be sent.</numerusform>
        </translation>
    </message>
</context>
</TS>
