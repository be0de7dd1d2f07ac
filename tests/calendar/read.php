<?php
// Reads calendar texts with sabre/vobject and prints what they say, and what is wrong, as JSON.
// Input: a JSON list of texts on standard input.
require_once 'Sabre/VObject/autoload.php';

use Sabre\VObject\Reader;

$said = [];
foreach (json_decode(file_get_contents('php://stdin')) as $text) {
    $book = Reader::read($text);
    $wrong = [];
    foreach ($book->validate() as $flaw) {
        $wrong[] = $flaw['message'];
    }
    $events = [];
    foreach ($book->VEVENT as $event) {
        $attendees = [];
        foreach ($event->ATTENDEE ?? [] as $one) {
            $attendees[] = ['address' => (string) $one, 'partstat' => (string) $one['PARTSTAT']];
        }
        $events[] = [
            'uid' => (string) $event->UID,
            'sequence' => (int) (string) $event->SEQUENCE,
            'summary' => (string) $event->SUMMARY,
            'status' => (string) $event->STATUS,
            'start' => $event->DTSTART->getDateTime()->getTimestamp(),
            'end' => $event->DTEND->getDateTime()->getTimestamp(),
            'attendees' => $attendees,
        ];
    }
    $said[] = ['method' => (string) $book->METHOD, 'events' => $events, 'wrong' => $wrong];
}
echo json_encode($said);
