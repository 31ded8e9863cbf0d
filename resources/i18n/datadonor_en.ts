<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>HomePage</name>
    <message numerus="yes">
        <source>%Ln event(s) in all.</source>
        <translation>
            <numerusform>%Ln event in all.</numerusform>
            <numerusform>%Ln events in all.</numerusform>
        </translation>
    </message>
</context>
</TS>
