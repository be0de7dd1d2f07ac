<?php
// Works out the days of each calendar text with sabre/vobject, exceptions included.
// Input: a JSON list of {text, from, to} with instants in seconds on standard input.
require_once 'Sabre/VObject/autoload.php';

use Sabre\VObject\Reader;

$said = [];
foreach (json_decode(file_get_contents('php://stdin')) as $one) {
    $book = Reader::read($one->text);
    $from = new DateTime('@' . $one->from);
    $to = new DateTime('@' . $one->to);
    // Later versions return a new calendar, earlier ones change their own.
    $days = $book->expand($from, $to) ?? $book;
    $found = [];
    foreach ($days->VEVENT ?? [] as $event) {
        $at = $event->DTSTART->getDateTime()->getTimestamp();
        $found[] = [$at, (string) $event->SUMMARY, (string) $event->STATUS];
    }
    sort($found);
    $said[] = $found;
}
echo json_encode($said);
